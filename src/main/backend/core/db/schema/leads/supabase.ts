import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'
import { accessColumns } from './access-columns.ts'
import { leadList } from './leads.ts'

/** A Supabase project or PostgreSQL database that leads are read from; its secret is encrypted like an API key. */
export const supabaseSource = sqliteTable(
  'supabase_source',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    name: text('name').notNull(),
    ...accessColumns(),
    addedAt: text('added_at').notNull(),
    removedAt: text('removed_at'),
  },
  (t) => [index('supabase_source_workspace').on(t.workspaceId)],
)

/** A query to a source, and when its result last became a list. */
export const supabasePull = sqliteTable(
  'supabase_pull',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    sourceId: refersTo('source_id', () => supabaseSource.id),
    /** SHA-256 of the query, by which it is recognised from pull to pull. */
    question: text('question').notNull(),
    savedAt: text('saved_at').notNull(),
    rowCount: integer('row_count').notNull(),
    listId: integer('list_id').references(() => leadList.id),
  },
  (t) => [index('supabase_pull_question').on(t.sourceId, t.question)],
)

/** The source of an import. No foreign keys: imports of a purged list are deleted. */
export const supabaseImport = sqliteTable(
  'supabase_import',
  {
    importId: integer('import_id').primaryKey(),
    workspaceId: integer('workspace_id').notNull(),
    sourceId: integer('source_id').notNull(),
    /** The table that was read; for a campaign of the lead platform, its businesses. */
    relation: text('relation').notNull(),
    /** The lead platform's campaign; null if a table was read. */
    campaignId: text('campaign_id'),
    /** The column whose values identify rows; null if none is known. */
    keyColumn: text('key_column'),
  },
  (t) => [index('supabase_import_source').on(t.sourceId)],
)

/** Hash of each row when it was last imported, so that the next pull brings only new and changed ones. */
export const supabaseRow = sqliteTable(
  'supabase_row',
  {
    pullId: refersTo('pull_id', () => supabasePull.id),
    rowKey: text('row_key').notNull(),
    /** First 16 bytes of the SHA-256 of its cells. */
    look: blob('look', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.pullId, t.rowKey] })],
)
