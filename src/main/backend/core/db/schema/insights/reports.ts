import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'

/**
 * A client is a whole workspace or a part of it. `part_id` 0 is the whole. The data of a removed part stays, and is
 * available again when the removal is undone.
 */
const clientColumns = {
  workspaceId: refersTo('workspace_id', () => workspace.id),
  partId: integer('part_id').notNull().default(0),
}

/** A client's logo: a raster image whose header was checked, never markup. */
export const reportLogo = sqliteTable(
  'report_logo',
  {
    ...clientColumns,
    kind: text('kind', { enum: ['png', 'jpeg'] }).notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    bytes: blob('bytes', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.partId] })],
)

/** When a client's reports are generated automatically. Times are epoch ms. */
export const reportPlan = sqliteTable(
  'report_plan',
  {
    ...clientColumns,
    every: text('every', { enum: ['week', 'month'] }).notNull(),
    day: integer('day').notNull(),
    minute: integer('minute').notNull(),
    /** JSON array. */
    formats: text('formats', { mode: 'json' }).notNull(),
    on: integer('is_on', { mode: 'boolean' }).notNull(),
    /** Everything due up to here is settled: generated, or older than the plan. */
    settledAt: integer('settled_at').notNull(),
    /** The last attempt that failed since; null: none did. */
    problemCode: text('problem_code'),
    problemData: text('problem_data', { mode: 'json' }),
    problemAt: integer('problem_at'),
    failures: integer('failures').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.partId] })],
)

/**
 * A report, recorded before its first file is written: `making` at start means that it was interrupted. `files` grows
 * with each completed file, so that an interrupted scheduled report is resumed and not generated twice.
 */
export const reportMade = sqliteTable(
  'report_made',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: clientColumns.workspaceId,
    /** First and last day, YYYY-MM-DD. */
    fromDate: text('from_date').notNull(),
    toDate: text('to_date').notNull(),
    requestedBy: text('asked_by', { enum: ['operator', 'plan'] }).notNull(),
    /** For a scheduled report: when it was due. */
    dueAt: integer('due_at'),
    state: text('state', { enum: ['making', 'done', 'failed', 'cut_off'] }).notNull(),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at'),
    folder: text('folder').notNull(),
    /** JSON arrays: requested formats, ids of quoted replies, generated files. */
    formats: text('formats', { mode: 'json' }).notNull(),
    quotes: text('quotes', { mode: 'json' }).notNull(),
    files: text('files', { mode: 'json' }).notNull(),
    problemCode: text('problem_code'),
    problemData: text('problem_data', { mode: 'json' }),
    partId: clientColumns.partId,
  },
  (t) => [
    index('report_made_client').on(t.workspaceId, t.partId, t.id),
    uniqueIndex('report_made_due').on(t.workspaceId, t.partId, t.dueAt),
  ],
)
