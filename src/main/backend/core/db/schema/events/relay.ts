import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'

/**
 * The relay a workspace's events are fetched from, and how far. The cursor is written in the transaction that takes the
 * events in, and only then acknowledged. One live relay for each workspace, one workspace for each token.
 */
export const relayConnection = sqliteTable(
  'relay_connection',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    address: text('address').notNull(),
    /** The workspace's name at the relay. */
    name: text('name').notNull(),
    masked: text('masked').notNull(),
    /** SHA-256 of the token: the same one is never taken for two workspaces. */
    fingerprint: text('fingerprint').notNull(),
    /** Null once removed. */
    cipher: blob('cipher', { mode: 'buffer' }),
    protection: text('protection', { enum: ['keyring', 'passphrase'] }).notNull(),
    addedAt: text('added_at').notNull(),
    removedAt: text('removed_at'),
    /** The relay's name of its store; another one means that numbers began anew. Null before the first page. */
    stream: text('stream'),
    /** The last number taken in. */
    cursor: integer('cursor').notNull().default(0),
    /** The last number the relay was told to be safe here. */
    acknowledged: integer('acknowledged').notNull().default(0),
    /** The relay's newest number, as last heard. */
    newest: integer('newest').notNull().default(0),
    /** Events the relay had deleted unread, as far as a check of the gap was made for them. */
    forgotten: integer('forgotten').notNull().default(0),
    lastPolledAt: text('last_polled_at'),
    lastEventAt: text('last_event_at'),
    /** The webhook at Instantly that posts to this relay. */
    webhookId: text('webhook_id'),
    webhookState: text('webhook_state', {
      enum: ['none', 'creating', 'active', 'disabled', 'differs', 'gone', 'refused'],
    })
      .notNull()
      .default('none'),
    webhookSince: text('webhook_since'),
    webhookCheckedAt: text('webhook_checked_at'),
    webhookErrorAt: text('webhook_error_at'),
    webhookProblem: text('webhook_problem'),
    webhookProblemData: text('webhook_problem_data', { mode: 'json' }),
  },
  (t) => [
    index('relay_connection_workspace').on(t.workspaceId),
    uniqueIndex('relay_connection_live').on(t.workspaceId).where(sql`removed_at is null`),
    uniqueIndex('relay_connection_token').on(t.fingerprint).where(sql`removed_at is null`),
  ],
)

/** A test or made-up event on its way: never taken in as one of the client's events where the client is real. */
export const relayTrial = sqliteTable(
  'relay_trial',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    kind: text('kind', { enum: ['test', 'made_up'] }).notNull(),
    /** What it is recognised by: the webhook's id of a test, a number nobody can guess of a made-up one. */
    mark: text('mark').notNull(),
    eventType: text('event_type').notNull(),
    sentAt: text('sent_at').notNull(),
    /** Taken by the relay, by the relay's clock. */
    relayAt: text('relay_at'),
    /** Arrived here. */
    arrivedAt: text('arrived_at'),
    problemCode: text('problem_code'),
    problemData: text('problem_data', { mode: 'json' }),
  },
  (t) => [index('relay_trial_workspace').on(t.workspaceId, t.id), index('relay_trial_mark').on(t.mark)],
)

/**
 * One comparison of the sources for some days, and the fetching of what is missing. Where it stands is written with what
 * it fetched: after a crash it goes on there.
 */
export const gapCheck = sqliteTable(
  'gap_check',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    reason: text('reason', {
      enum: ['asked', 'daily', 'relay_forgot', 'relay_reset', 'webhook_disabled', 'away'],
    }).notNull(),
    /** UTC days, both in it. */
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
    state: text('state', { enum: ['waiting', 'running', 'done', 'cancelled'] }).notNull(),
    phase: text('phase', { enum: ['log', 'analytics', 'emails', 'over'] }).notNull(),
    /** The day being read in this phase, and where in it. */
    day: text('day'),
    cursor: text('cursor'),
    readCount: integer('read_count').notNull().default(0),
    addedCount: integer('added_count').notNull().default(0),
    problemCode: text('problem_code'),
    problemData: text('problem_data', { mode: 'json' }),
    startedAt: text('started_at').notNull(),
    finishedAt: text('finished_at'),
  },
  (t) => [index('gap_check_workspace').on(t.workspaceId, t.id), index('gap_check_state').on(t.state)],
)

/**
 * What a source outside reported for one UTC day, and when: under `listed` its own total, under `read` how many items were
 * read of it, under any other name how many events of that type. Which source reported which event is in `event.sources`.
 */
export const gapCount = sqliteTable(
  'gap_count',
  {
    workspaceId: refersTo('workspace_id', () => workspace.id),
    /** UTC. */
    day: text('day').notNull(),
    source: text('source', { enum: ['log', 'analytics', 'emails'] }).notNull(),
    type: text('type').notNull(),
    count: integer('count').notNull(),
    readAt: text('read_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.day, t.source, t.type] })],
)
