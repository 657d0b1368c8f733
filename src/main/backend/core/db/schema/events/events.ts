import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/*
 * Events come in the millions, so words are kept once and pointed at by number, and no foreign keys are checked row by
 * row: `events/events` writes these tables alone, in one transaction. Every table has its workspace.
 */

/** A campaign mentioned by an event. `remote_id` is empty for the row that stands for no campaign. */
export const eventCampaign = sqliteTable(
  'event_campaign',
  {
    id: integer('id').primaryKey(),
    workspaceId: integer('workspace_id').notNull(),
    remoteId: text('remote_id').notNull(),
    name: text('name').notNull(),
    /** Time of the event that its name comes from. */
    namedAt: integer('named_at').notNull(),
    /** Whether Instantly listed it for this workspace; also set by one of our exports. */
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
    /** Trimmed, lower-cased: the same key as for leads of lists. */
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

/** A client's own label, or an unknown event name. Its number in `event.type` is id + 1000. */
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
    /** Never reused: stored payloads refer to it, including those of events that turned out to be another. */
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    contactId: integer('contact_id').notNull(),
    campaignId: integer('campaign_id').notNull(),
    /** A number of shared/domain/events/event-types.ts, or of `event_name`. */
    type: integer('type').notNull(),
    /** Epoch ms. */
    at: integer('at').notNull(),
    /** 48 bits of the hash of its key. */
    hash: integer('hash').notNull(),
    step: integer('step'),
    variant: integer('variant'),
    accountId: integer('account_id'),
    /** Sources that reported it, one bit each: 1 relay, 2 delivery log, 4 e-mails and analytics, 8 the simulator. */
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
 * Detects duplicates and serves as a lead's timeline. An index maintained by hand: leads come in any order, so each
 * event would write a page of its own. New keys are collected in `event_key_fresh` until many can go to the same page.
 */
export const eventKey = sqliteTable('event_key', keyColumns, (t) => [
  primaryKey({ columns: [t.workspaceId, t.contactId, t.at, t.type, t.hash] }),
])

/** Keys not yet in `event_key`; a key is in one of the two only. */
export const eventKeyFresh = sqliteTable('event_key_fresh', keyColumns, (t) => [
  primaryKey({ columns: [t.workspaceId, t.contactId, t.at, t.type, t.hash] }),
])

/**
 * Sent mails and replies that were reported without the mail's id, each with the event it was matched to. `type` and
 * `sources` of `match`: what that event had before, so that the match can be changed when more is known.
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
    /** The event created for it if no mail matches; else null. */
    eventId: integer('event_id'),
    matchId: integer('match_id'),
    matchType: integer('match_type'),
    matchSources: integer('match_sources'),
    raw: text('raw').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.contactId, t.at, t.type, t.hash] })],
)

/** How far a client's sent mails have been read: all up to `read_to`, except for the spans still to be read. */
export const mailReading = sqliteTable('mail_reading', {
  workspaceId: integer('workspace_id').primaryKey(),
  /** Epoch ms by Instantly's clock; null while no mail is known. */
  readTo: integer('read_to'),
  /** When new ones were last looked for. */
  readAt: integer('read_at').notNull(),
})

/** A period whose sent mails are still to be read, from its end backwards. */
export const mailSpan = sqliteTable(
  'mail_span',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    /** Null: from the first mail. */
    since: integer('since'),
    until: integer('until').notNull(),
    /** When the last mail that was read was stored at Instantly. */
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

/** What a lead did in a campaign, updated in the transaction that stores the events. */
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
    /** Number of events of all types. */
    events: integer('events').notNull(),
    /** When it was first contacted: its first email, or what followed one. The largest integer if only labels are known. */
    firstAt: integer('first_at').notNull(),
    lastAt: integer('last_at').notNull(),
    /** 0 none, 1 sent, 2 opened, 3 clicked, 4 replied. */
    score: integer('score').notNull(),
    /** The newest event type that gives the lead's interest, and its time. */
    interest: integer('interest'),
    interestAt: integer('interest_at'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.contactId, t.campaignId] }),
    index('event_lead_score').on(t.campaignId, t.score),
    // Leads who replied, by their last event: there are few, and few events follow.
    index('event_lead_replied').on(t.campaignId, t.lastAt).where(sql`${t.score} = 4 and ${t.unsubscribed} = 0`),
  ],
)

/** Events of a campaign by type, and how many leads they belong to (only for types that are counted per lead). */
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

/** Events of a client by UTC hour of a day; only types that are counted per lead. `h9`: from 9:00 to 9:59. */
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

/** Events of a mailbox by day; only types that are counted per lead. */
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

/** Number of events of a day that each source reported. `source`: the bit in `event.sources`. */
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

/** Counters of everything ever received from each source, without contents. */
export const eventTally = sqliteTable(
  'event_tally',
  {
    workspaceId: integer('workspace_id').notNull(),
    source: integer('source').notNull(),
    added: integer('added').notNull(),
    duplicate: integer('duplicate').notNull(),
    /** Events of a campaign that was unknown when they came. */
    unknownCampaign: integer('unknown_campaign').notNull(),
    unknownType: integer('unknown_type').notNull(),
    dead: integer('dead').notNull(),
    lastReceivedAt: integer('last_received_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.source] })],
)

/** Payloads that could not be processed, complete. */
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
    /** Hash of the text: the same invalid text is stored once. */
    hash: integer('hash').notNull(),
    times: integer('times').notNull().default(1),
    retriedAt: integer('retried_at'),
  },
  (t) => [uniqueIndex('dead_event_text').on(t.workspaceId, t.hash), index('dead_event_newest').on(t.workspaceId, t.id)],
)
