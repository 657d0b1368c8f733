import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { clientPart } from '../clients/clients.ts'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'

/** Figures of one place and time, all integers. `Unique` counts people, the others count events. */
const counts = () => ({
  sent: integer('sent').notNull().default(0),
  /** People contacted for the first time. */
  contacted: integer('contacted').notNull().default(0),
  opened: integer('opened').notNull().default(0),
  openedUnique: integer('opened_unique').notNull().default(0),
  clicked: integer('clicked').notNull().default(0),
  clickedUnique: integer('clicked_unique').notNull().default(0),
  /** Automatic replies are counted separately. */
  replied: integer('replied').notNull().default(0),
  repliedUnique: integer('replied_unique').notNull().default(0),
  automatic: integer('automatic').notNull().default(0),
  automaticUnique: integer('automatic_unique').notNull().default(0),
  opportunities: integer('opportunities').notNull().default(0),
})
const ends = () => ({
  bounced: integer('bounced').notNull().default(0),
  unsubscribed: integer('unsubscribed').notNull().default(0),
  completed: integer('completed').notNull().default(0),
  /** Hundredths of the workspace's currency. */
  opportunityCents: integer('opportunity_cents').notNull().default(0),
})

/** A campaign at Instantly, with its totals as last read. A campaign deleted there stays, with `gone_at`. */
export const campaign = sqliteTable(
  'campaign',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    remoteId: text('remote_id').notNull(),
    name: text('name').notNull(),
    /** The name in lower case, for searching and sorting. */
    searchName: text('search_name').notNull(),
    /** Instantly's number, which may be one unknown to us. */
    status: integer('status').notNull(),
    notSending: integer('not_sending'),
    remoteCreatedAt: text('remote_created_at'),
    /** JSON array of names; null: never read. */
    tags: text('tags', { mode: 'json' }).$type<string[]>(),
    /** Whether opens and clicks are tracked; null if Instantly does not say. */
    openTracking: integer('open_tracking', { mode: 'boolean' }),
    linkTracking: integer('link_tracking', { mode: 'boolean' }),
    /** Hash to detect whether Instantly's answer differs from what is stored. */
    contentHash: text('content_hash').notNull(),
    /** When the request was sent that returned name, status and settings. Epoch ms, as all times here. */
    contentAt: integer('content_at').notNull(),
    firstSeenAt: integer('first_seen_at').notNull(),
    /** When it was first found missing at Instantly. */
    goneAt: integer('gone_at'),
    ...counts(),
    ...ends(),
    /** When the totals were last read or confirmed; null: never. */
    totalsAt: integer('totals_at'),
    /** The totals as one text. The stored days and steps belong to the totals in `details_key`. */
    totalsKey: text('totals_key'),
    detailsKey: text('details_key'),
    detailsAt: integer('details_at'),
    /** Why days and steps could not be read last time. */
    problemCode: text('problem_code'),
    problemAt: integer('problem_at'),
    failures: integer('failures').notNull().default(0),
    /** Why it sends or does not send, as last read: JSON. */
    sendingStatus: text('sending_status', { mode: 'json' }),
    sendingStatusAt: integer('sending_status_at'),
    /** The client it belongs to within the workspace; null: the workspace itself. */
    partId: integer('part_id').references(() => clientPart.id),
    /** The rule that assigned it; null if the operator did, or no rule matches. */
    partRuleId: integer('part_rule_id'),
    /** Assigned by the operator, which no rule overrides. */
    partByHand: integer('part_by_hand', { mode: 'boolean' }).notNull().default(false),
    /** Incremented by a trigger whenever its days or anything shown in lists changes, so that caches read it again. */
    rev: integer('rev').notNull().default(0),
    /** Its leads at Instantly as last counted, and when; null: never. */
    leads: integer('leads'),
    leadsAt: integer('leads_at'),
  },
  (t) => [
    uniqueIndex('campaign_remote').on(t.workspaceId, t.remoteId),
    // Caches of campaigns compare revisions through this index, without reading the rows.
    index('campaign_rev').on(t.workspaceId, t.rev),
    index('campaign_part').on(t.partId).where(sql`${t.partId} is not null`),
  ],
)

/** Everything Instantly returns about a campaign: copy, schedule, senders, settings. In its own table as it is long. */
export const campaignContent = sqliteTable(
  'campaign_content',
  {
    campaignId: integer('campaign_id')
      .primaryKey()
      .references(() => campaign.id),
    workspaceId: integer('workspace_id').notNull(),
    raw: text('raw').notNull(),
  },
  (t) => [index('campaign_content_workspace').on(t.workspaceId)],
)

/** A campaign's figures for one UTC day. `day`: days since 1970. */
export const campaignDay = sqliteTable(
  'campaign_day',
  {
    workspaceId: integer('workspace_id').notNull(),
    campaignId: integer('campaign_id').notNull(),
    day: integer('day').notNull(),
    ...counts(),
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.day] }),
    // For the time series of one client and of all.
    index('campaign_day_workspace').on(t.workspaceId, t.day),
    // The figures costs are divided by: read for whole months at a time, without the rows.
    index('campaign_day_money').on(t.workspaceId, t.day, t.campaignId, t.sent, t.contacted, t.repliedUnique),
  ],
)

/** Cumulative sums of a campaign's days, packed: always read whole, and only by `day-sums.ts`. Written with them. */
export const campaignSums = sqliteTable(
  'campaign_sums',
  {
    campaignId: integer('campaign_id').primaryKey(),
    workspaceId: integer('workspace_id').notNull(),
    packed: blob('packed', { mode: 'buffer' }).notNull(),
  },
  (t) => [index('campaign_sums_workspace').on(t.workspaceId)],
)

/** Instantly's figures of a mailbox by UTC day. */
export const mailboxDay = sqliteTable(
  'mailbox_day',
  {
    workspaceId: integer('workspace_id').notNull(),
    email: text('email').notNull(),
    day: integer('day').notNull(),
    sent: integer('sent').notNull(),
    contacted: integer('contacted').notNull(),
    openedUnique: integer('opened_unique').notNull(),
    clickedUnique: integer('clicked_unique').notNull(),
    repliedUnique: integer('replied_unique').notNull(),
    automatic: integer('automatic').notNull(),
    bounced: integer('bounced').notNull(),
    sentSoFar: integer('sent_so_far').notNull().default(0),
    contactedSoFar: integer('contacted_so_far').notNull().default(0),
    openedUniqueSoFar: integer('opened_unique_so_far').notNull().default(0),
    clickedUniqueSoFar: integer('clicked_unique_so_far').notNull().default(0),
    repliedUniqueSoFar: integer('replied_unique_so_far').notNull().default(0),
    automaticSoFar: integer('automatic_so_far').notNull().default(0),
    bouncedSoFar: integer('bounced_so_far').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.email, t.day] })],
)

/** Campaigns the operator views together. `workspace_id` 0: of several clients. */
export const campaignSet = sqliteTable(
  'campaign_set',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    name: text('name').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('campaign_set_workspace').on(t.workspaceId)],
)

export const campaignSetMember = sqliteTable(
  'campaign_set_member',
  {
    setId: integer('set_id').notNull(),
    /** The campaign's client. */
    workspaceId: integer('workspace_id').notNull(),
    campaignId: integer('campaign_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.setId, t.campaignId] }), index('campaign_set_member_workspace').on(t.workspaceId)],
)

/** A campaign's figures for one variant of a step. Numbers as Instantly gives them, -1 if it gives none. */
export const campaignStep = sqliteTable(
  'campaign_step',
  {
    workspaceId: integer('workspace_id').notNull(),
    campaignId: integer('campaign_id').notNull(),
    step: integer('step').notNull(),
    variant: integer('variant').notNull(),
    ...counts(),
    meetings: integer('meetings').notNull().default(0),
    won: integer('won').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.step, t.variant] }),
    index('campaign_step_workspace').on(t.workspaceId),
  ],
)

/** A change of a campaign's state, shown in the operator's activity. Epoch ms. */
export const campaignChange = sqliteTable(
  'campaign_change',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    campaignId: integer('campaign_id').notNull(),
    at: integer('at').notNull(),
    /** Instantly's numbers of the states. */
    was: integer('was').notNull(),
    status: integer('status').notNull(),
    /** Who changed it: the operator here, a blackout date, or somebody at Instantly. */
    changedBy: text('changed_by', { enum: ['operator', 'blackout', 'instantly'] }).notNull(),
  },
  (t) => [index('campaign_change_workspace').on(t.workspaceId, t.at)],
)

/**
 * The totals of a campaign at a time, one row for each reading that found them changed. Between two rows they did not
 * change: the totals at any reading in `campaign_reading` are those of the newest row not after it.
 */
export const campaignSnapshot = sqliteTable(
  'campaign_snapshot',
  {
    workspaceId: integer('workspace_id').notNull(),
    campaignId: integer('campaign_id').notNull(),
    at: integer('at').notNull(),
    status: integer('status').notNull(),
    ...counts(),
    ...ends(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.at] }), index('campaign_snapshot_workspace').on(t.workspaceId, t.at)],
)

/** One reading of a client's campaigns. `running` at start means that it was interrupted. */
export const campaignReading = sqliteTable(
  'campaign_reading',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    requestedBy: text('asked_by', { enum: ['timer', 'operator'] }).notNull(),
    state: text('state', { enum: ['running', 'done', 'partly', 'failed', 'cut_off'] }).notNull(),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at'),
    imported: integer('imported').notNull().default(0),
    updated: integer('updated').notNull().default(0),
    gone: integer('gone').notNull().default(0),
    /** Campaigns whose days and steps were read, and those for which that failed. */
    detailed: integer('detailed').notNull().default(0),
    failed: integer('failed').notNull().default(0),
    problemCode: text('problem_code'),
    problemData: text('problem_data', { mode: 'json' }),
  },
  (t) => [index('campaign_reading_workspace').on(t.workspaceId, t.id)],
)
