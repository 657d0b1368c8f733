import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/*
 * Events come in the millions, so words are kept once and pointed at by number, and no foreign keys are checked row by
 * row: `events/events` writes these tables alone, in one transaction. Every table has its workspace.
 */

/** A campaign an event spoke of. `remote_id` is empty for the row that stands for none. */
export const eventCampaign = sqliteTable(
  'event_campaign',
  {
    id: integer('id').primaryKey(),
    workspaceId: integer('workspace_id').notNull(),
    remoteId: text('remote_id').notNull(),
    name: text('name').notNull(),
    /** The time of the event its name is of. */
    namedAt: integer('named_at').notNull(),
    /** Instantly listed it for this workspace. One of our exports makes it known too. */
    listed: integer('listed').notNull().default(0),
  },
  (t) => [uniqueIndex('event_campaign_remote').on(t.workspaceId, t.remoteId)],
)

/** A person events are about, once per client. `email` is empty for the row that stands for nobody. */
export const eventContact = sqliteTable(
  'event_contact',
  {
    id: integer('id').primaryKey(),
    workspaceId: integer('workspace_id').notNull(),
    /** Trimmed, lower-cased: the key that leads of lists have too. */
    email: text('email').notNull(),
  },
  (t) => [uniqueIndex('event_contact_email').on(t.workspaceId, t.email)],
)

/** A sending mailbox. */
export const eventAccount = sqliteTable(
  'event_account',
  {
    id: integer('id').primaryKey(),
    workspaceId: integer('workspace_id').notNull(),
    email: text('email').notNull(),
  },
  (t) => [uniqueIndex('event_account_email').on(t.workspaceId, t.email)],
)

/** A label of the client's own, or a name of an event nobody has told us. Its number in `event.type` is id + 1000. */
export const eventName = sqliteTable(
  'event_name',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    name: text('name').notNull(),
    label: integer('label').notNull().default(0),
  },
  (t) => [uniqueIndex('event_name_name').on(t.workspaceId, t.name)],
)

export const event = sqliteTable(
  'event',
  {
    /** Never given twice: payloads lie under it, also those of events that were found to be another. */
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    contactId: integer('contact_id').notNull(),
    campaignId: integer('campaign_id').notNull(),
    /** shared/domain/events/event-types.ts, or `event_name`. */
    type: integer('type').notNull(),
    /** Epoch ms. */
    at: integer('at').notNull(),
    /** 48 bits of the hash of its key. */
    hash: integer('hash').notNull(),
    step: integer('step'),
    variant: integer('variant'),
    accountId: integer('account_id'),
    /** Who told it, a bit each: 1 relay, 2 delivery log, 4 Instantly's e-mails and analytics, 8 the simulator. */
    sources: integer('sources').notNull(),
  },
  (t) => [
    index('event_of_campaign').on(t.campaignId, t.type, t.at),
    index('event_of_workspace').on(t.workspaceId, t.type, t.at),
    index('event_at').on(t.at),
  ],
)

const keyColumns = {
  workspaceId: integer('workspace_id').notNull(),
  contactId: integer('contact_id').notNull(),
  at: integer('at').notNull(),
  type: integer('type').notNull(),
  hash: integer('hash').notNull(),
  eventId: integer('event_id').notNull(),
}

/**
 * Tells duplicates, and is a lead's timeline. An index that is kept by hand: leads come in any order, so that each event
 * would write a page of its own. New keys wait in `event_key_fresh` until many can go to the same page.
 */
export const eventKey = sqliteTable('event_key', keyColumns, (t) => [
  primaryKey({ columns: [t.workspaceId, t.contactId, t.at, t.type, t.hash] }),
])

/** Keys not yet in `event_key`: a key is in one of the two. */
export const eventKeyFresh = sqliteTable('event_key_fresh', keyColumns, (t) => [
  primaryKey({ columns: [t.workspaceId, t.contactId, t.at, t.type, t.hash] }),
])

/**
 * Mails sent and replies that were told without the mail's id, each with the event it was found to be. `type`, `sources` of
 * `match`: what that event was before, so that it can be found otherwise when more is known.
 */
export const eventUnnamed = sqliteTable(
  'event_unnamed',
  {
    workspaceId: integer('workspace_id').notNull(),
    contactId: integer('contact_id').notNull(),
    at: integer('at').notNull(),
    type: integer('type').notNull(),
    hash: integer('hash').notNull(),
    campaignId: integer('campaign_id').notNull(),
    step: integer('step'),
    variant: integer('variant'),
    accountId: integer('account_id'),
    sources: integer('sources').notNull(),
    /** The event of its own it is where no mail fits; else null. */
    eventId: integer('event_id'),
    matchId: integer('match_id'),
    matchType: integer('match_type'),
    matchSources: integer('match_sources'),
    raw: text('raw').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.contactId, t.at, t.type, t.hash] })],
)

/** How far a client's sent mails were read: all Instantly stored up to `read_to` but the spans still to be read. */
export const mailReading = sqliteTable('mail_reading', {
  workspaceId: integer('workspace_id').primaryKey(),
  /** Epoch ms by Instantly's clock; null while no mail is known. */
  readTo: integer('read_to'),
  /** When it was last looked for new ones. */
  readAt: integer('read_at').notNull(),
})

/** A span of time whose sent mails are still to be read, from its end backwards. */
export const mailSpan = sqliteTable(
  'mail_span',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    /** Null: from the first mail there is. */
    since: integer('since'),
    until: integer('until').notNull(),
    /** When the last mail read was stored. */
    reached: integer('reached'),
    cursor: text('cursor'),
  },
  (t) => [index('mail_span_workspace').on(t.workspaceId, t.until)],
)

/** Payloads as received, of events not yet in a block. */
export const eventPayload = sqliteTable(
  'event_payload',
  {
    eventId: integer('event_id').primaryKey(),
    workspaceId: integer('workspace_id').notNull(),
    raw: text('raw').notNull(),
  },
  (t) => [index('event_payload_workspace').on(t.workspaceId)],
)

/** Payloads of many events, compressed together: zstd of a JSON array of [event id, payload]. */
export const eventBlock = sqliteTable(
  'event_block',
  {
    workspaceId: integer('workspace_id').notNull(),
    /** Blocks of a workspace do not overlap. */
    firstEventId: integer('first_event_id').notNull(),
    lastEventId: integer('last_event_id').notNull(),
    data: blob('data', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.firstEventId] })],
)

/** What a lead did in a campaign, kept in the transaction that stores the events. */
export const eventLead = sqliteTable(
  'event_lead',
  {
    workspaceId: integer('workspace_id').notNull(),
    contactId: integer('contact_id').notNull(),
    campaignId: integer('campaign_id').notNull(),
    sent: integer('sent').notNull(),
    opened: integer('opened').notNull(),
    clicked: integer('clicked').notNull(),
    replied: integer('replied').notNull(),
    autoReplied: integer('auto_replied').notNull(),
    bounced: integer('bounced').notNull(),
    unsubscribed: integer('unsubscribed').notNull(),
    /** Events of every type. */
    events: integer('events').notNull(),
    firstAt: integer('first_at').notNull(),
    lastAt: integer('last_at').notNull(),
    /** 0 none, 1 sent, 2 opened, 3 clicked, 4 replied. */
    score: integer('score').notNull(),
    /** The newest type that says where the lead stands, and its time. */
    interest: integer('interest'),
    interestAt: integer('interest_at'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.contactId, t.campaignId] }),
    index('event_lead_score').on(t.campaignId, t.score),
    // Those who replied, by their last event: few, and few events follow.
    index('event_lead_replied').on(t.campaignId, t.lastAt).where(sql`${t.score} = 4 and ${t.unsubscribed} = 0`),
  ],
)

/** Events of a campaign by type, and how many leads they are of (types that are counted per lead only). */
export const eventCampaignCount = sqliteTable(
  'event_campaign_count',
  {
    workspaceId: integer('workspace_id').notNull(),
    campaignId: integer('campaign_id').notNull(),
    type: integer('type').notNull(),
    events: integer('events').notNull(),
    leads: integer('leads').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.campaignId, t.type] })],
)

/** `day`: days since 1970, UTC. */
export const eventCampaignDay = sqliteTable(
  'event_campaign_day',
  {
    workspaceId: integer('workspace_id').notNull(),
    campaignId: integer('campaign_id').notNull(),
    day: integer('day').notNull(),
    type: integer('type').notNull(),
    events: integer('events').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.campaignId, t.day, t.type] })],
)

export const eventWorkspaceDay = sqliteTable(
  'event_workspace_day',
  {
    workspaceId: integer('workspace_id').notNull(),
    day: integer('day').notNull(),
    type: integer('type').notNull(),
    events: integer('events').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.day, t.type] })],
)

const hours = Array.from({ length: 24 }, (_, hour) => `h${hour}` as const)

/** Events of a client by UTC hour of a day; of types that are counted per lead only. `h9`: from 9:00 to 9:59. */
export const eventWorkspaceHour = sqliteTable(
  'event_workspace_hour',
  {
    workspaceId: integer('workspace_id').notNull(),
    type: integer('type').notNull(),
    day: integer('day').notNull(),
    events: integer('events').notNull(),
    ...Object.fromEntries(hours.map((hour) => [hour, integer(hour).notNull()])),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.type, t.day] })],
)

/** Events of a mailbox by day; of types that are counted per lead only. */
export const eventAccountDay = sqliteTable(
  'event_account_day',
  {
    workspaceId: integer('workspace_id').notNull(),
    accountId: integer('account_id').notNull(),
    day: integer('day').notNull(),
    type: integer('type').notNull(),
    events: integer('events').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.accountId, t.day, t.type] })],
)

/** Events of a day each source told of. `source`: the bit in `event.sources`. */
export const eventSourceDay = sqliteTable(
  'event_source_day',
  {
    workspaceId: integer('workspace_id').notNull(),
    day: integer('day').notNull(),
    source: integer('source').notNull(),
    events: integer('events').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.day, t.source] })],
)

/** What was received from each source, ever: how often, not what. */
export const eventTally = sqliteTable(
  'event_tally',
  {
    workspaceId: integer('workspace_id').notNull(),
    source: integer('source').notNull(),
    added: integer('added').notNull(),
    duplicate: integer('duplicate').notNull(),
    /** Were of a campaign not known when they came. */
    unknownCampaign: integer('unknown_campaign').notNull(),
    unknownType: integer('unknown_type').notNull(),
    dead: integer('dead').notNull(),
    lastReceivedAt: integer('last_received_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.source] })],
)

/** What could not be taken in, whole. */
export const deadEvent = sqliteTable(
  'dead_event',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    source: integer('source').notNull(),
    sourceId: text('source_id'),
    receivedAt: integer('received_at').notNull(),
    reason: text('reason').notNull(),
    raw: text('raw').notNull(),
    /** Hash of the text: the same bad text twice is one. */
    hash: integer('hash').notNull(),
    times: integer('times').notNull().default(1),
    retriedAt: integer('retried_at'),
  },
  (t) => [uniqueIndex('dead_event_text').on(t.workspaceId, t.hash), index('dead_event_newest').on(t.workspaceId, t.id)],
)
