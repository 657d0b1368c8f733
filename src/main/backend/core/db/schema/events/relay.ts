import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'

/**
 * The relay a workspace's events are fetched from, and how far they were fetched. The cursor is written in the
 * transaction that stores the events, which are acknowledged only then. There is one live relay per workspace and one
 * workspace per token.
 */
export const relayConnection = sqliteTable(
  'relay_connection',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    address: text('address').notNull(),
    /** The workspace's name on the relay. */
    name: text('name').notNull(),
    masked: text('masked').notNull(),
    /** SHA-256 of the token, so that the same token is never used for two workspaces. */
    fingerprint: text('fingerprint').notNull(),
    /** Null once removed. */
    cipher: blob('cipher', { mode: 'buffer' }),
    protection: text('protection', { enum: ['keyring', 'passphrase'] }).notNull(),
    addedAt: text('added_at').notNull(),
    removedAt: text('removed_at'),
    /** The relay's id of its store; a different one means that numbering has restarted. Null before the first page. */
    stream: text('stream'),
    /** Number of the last event stored here. */
    cursor: integer('cursor').notNull().default(0),
    /** Number of the last event acknowledged to the relay. */
    acknowledged: integer('acknowledged').notNull().default(0),
    /** Number of the relay's newest event, as last reported. */
    newest: integer('newest').notNull().default(0),
    /** Events the relay deleted before they were fetched, as far as a gap check was made for them. */
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

/** A test event or made-up event on its way; never stored as an event of a real client. */
export const relayTrial = sqliteTable(
  'relay_trial',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    kind: text('kind', { enum: ['test', 'made_up'] }).notNull(),
    /** What it is recognised by: for a test the webhook's id, for a made-up event an unguessable number. */
    mark: text('mark').notNull(),
    eventType: text('event_type').notNull(),
    sentAt: text('sent_at').notNull(),
    /** When the relay received it, by the relay's clock. */
    relayAt: text('relay_at'),
    /** When it arrived here. */
    arrivedAt: text('arrived_at'),
    problemCode: text('problem_code'),
    problemData: text('problem_data', { mode: 'json' }),
  },
  (t) => [index('relay_trial_workspace').on(t.workspaceId, t.id), index('relay_trial_mark').on(t.mark)],
)

/**
 * A comparison of the sources for some days, and the fetching of missing events. Its progress is written with what it
 * fetched, so it resumes there after a crash.
 */
export const gapCheck = sqliteTable(
  'gap_check',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    reason: text('reason', {
      enum: ['asked', 'daily', 'relay_forgot', 'relay_reset', 'webhook_disabled', 'away'],
    }).notNull(),
    /** UTC days, both inclusive. */
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
    state: text('state', { enum: ['waiting', 'running', 'done', 'cancelled'] }).notNull(),
    phase: text('phase', { enum: ['log', 'analytics', 'emails', 'over'] }).notNull(),
    /** The day being read in this phase, and the position in it. */
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
 * What an external source reported for one UTC day, and when: under `listed` its own total, under `read` how many items
 * of it were read, under any other name how many events of that type. Which source reported which event is in
 * `event.sources`.
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
