import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** How a background job of a client stands. `workspace_id` 0: a job of the app itself. */
export const job = sqliteTable(
  'job',
  {
    workspaceId: integer('workspace_id').notNull(),
    kind: text('kind').notNull(),
    /** Runs that failed since the last that did not. */
    failures: integer('failures').notNull().default(0),
    /** Epoch ms, as all times here: when the first of them failed. */
    failingSince: integer('failing_since'),
    lastGoodAt: integer('last_good_at'),
    /** When the operator was told of these failures. */
    toldAt: integer('told_at'),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.kind] })],
)

/** The last runs of each job. A row stands for `runs` runs in a row that ended alike. */
export const jobRun = sqliteTable(
  'job_run',
  {
    id: integer('id').primaryKey(),
    workspaceId: integer('workspace_id').notNull(),
    kind: text('kind').notNull(),
    state: text('state', { enum: ['done', 'partly', 'failed'] }).notNull(),
    /** Of the newest of them. */
    startedAt: integer('started_at').notNull(),
    tookMs: integer('took_ms').notNull(),
    runs: integer('runs').notNull(),
    firstAt: integer('first_at').notNull(),
    /** What it brought: JSON. */
    counts: text('counts'),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
  },
  (t) => [index('job_run_newest').on(t.workspaceId, t.kind, t.id)],
)

/** Calls to Instantly of one hour, or of one UTC day where it is longer ago. */
export const serviceCall = sqliteTable(
  'service_call',
  {
    workspaceId: integer('workspace_id').notNull(),
    /** Kind of call; `all` has the sums, and the peaks over all kinds. */
    kind: text('kind').notNull(),
    /** Epoch ms of its beginning. */
    at: integer('at').notNull(),
    calls: integer('calls').notNull(),
    refused: integer('refused').notNull(),
    unanswered: integer('unanswered').notNull(),
    /** Requests sent: a call that was repeated has more than one. */
    requests: integer('requests').notNull(),
    /** Of them, those answered with 429. */
    limited: integer('limited').notNull(),
    peakSecond: integer('peak_second').notNull(),
    peakMinute: integer('peak_minute').notNull(),
    /** How many answers took how long (`main/backend/background/times.ts`). */
    times: blob('times', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.kind, t.at] }), index('service_call_at').on(t.at)],
)

/** How events of clients with a webhook came, by hour or day as above. */
export const serviceEvent = sqliteTable(
  'service_event',
  {
    workspaceId: integer('workspace_id').notNull(),
    at: integer('at').notNull(),
    /** New with the relay. */
    relayed: integer('relayed').notNull(),
    /** Brought by the relay although they were known. */
    doubled: integer('doubled').notNull(),
    /** New with a later check: the webhook had not brought them. */
    found: integer('found').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.at] }), index('service_event_at').on(t.at)],
)

/** What was given up and the operator wants to see no more. It is hidden where it was given up before `at`. */
export const givenUpAside = sqliteTable(
  'given_up_aside',
  {
    workspaceId: integer('workspace_id').notNull(),
    kind: text('kind').notNull(),
    /** Its id in its own table. */
    ref: integer('ref').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.kind, t.ref] })],
)
