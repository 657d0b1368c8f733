import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** State of a background job of a client. `workspace_id` 0: a job of the app itself. */
export const job = sqliteTable(
  'job',
  {
    workspaceId: integer('workspace_id').notNull(),
    kind: text('kind').notNull(),
    /** Consecutive failed runs. */
    failures: integer('failures').notNull().default(0),
    /** When the first of these failures happened. Epoch ms, as all times here. */
    failingSince: integer('failing_since'),
    lastGoodAt: integer('last_good_at'),
    /** When the operator was notified of these failures. */
    toldAt: integer('told_at'),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.kind] })],
)

/** The last runs of each job. A row stands for `runs` consecutive runs with the same result. */
export const jobRun = sqliteTable(
  'job_run',
  {
    id: integer('id').primaryKey(),
    workspaceId: integer('workspace_id').notNull(),
    kind: text('kind').notNull(),
    state: text('state', { enum: ['done', 'partly', 'failed'] }).notNull(),
    /** Start of the newest of them. */
    startedAt: integer('started_at').notNull(),
    tookMs: integer('took_ms').notNull(),
    runs: integer('runs').notNull(),
    firstAt: integer('first_at').notNull(),
    /** Counts of what the run did, as JSON. */
    counts: text('counts'),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
  },
  (t) => [index('job_run_newest').on(t.workspaceId, t.kind, t.id)],
)

/** Calls to Instantly during one hour, or during one UTC day if they are older. */
export const serviceCall = sqliteTable(
  'service_call',
  {
    workspaceId: integer('workspace_id').notNull(),
    /** Kind of call; `all` has the sums and the peaks over all kinds. */
    kind: text('kind').notNull(),
    /** Start of the hour or day, epoch ms. */
    at: integer('at').notNull(),
    calls: integer('calls').notNull(),
    refused: integer('refused').notNull(),
    unanswered: integer('unanswered').notNull(),
    /** Requests sent: a retried call has more than one. */
    requests: integer('requests').notNull(),
    /** Number of these requests answered with 429. */
    limited: integer('limited').notNull(),
    peakSecond: integer('peak_second').notNull(),
    peakMinute: integer('peak_minute').notNull(),
    /** Histogram of response times (`main/backend/background/latency-histogram.ts`). */
    times: blob('times', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.kind, t.at] }), index('service_call_at').on(t.at)],
)

/** How events of clients with a webhook arrived, by hour or day as above. */
export const serviceEvent = sqliteTable(
  'service_event',
  {
    workspaceId: integer('workspace_id').notNull(),
    at: integer('at').notNull(),
    /** New events brought by the relay. */
    relayed: integer('relayed').notNull(),
    /** Events brought by the relay that were already known. */
    doubled: integer('doubled').notNull(),
    /** New events found by a later check, which the webhook had not brought. */
    found: integer('found').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.at] }), index('service_event_at').on(t.at)],
)

/** Items that were given up and that the operator hid. An item is hidden if it was given up before `at`. */
export const givenUpAside = sqliteTable(
  'given_up_aside',
  {
    workspaceId: integer('workspace_id').notNull(),
    kind: text('kind').notNull(),
    /** Id of the item in its own table. */
    ref: integer('ref').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.kind, t.ref] })],
)
