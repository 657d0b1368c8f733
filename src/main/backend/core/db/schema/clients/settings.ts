import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Small persisted values as JSON. `workspaceId` 0 is the app itself. */
export const setting = sqliteTable(
  'setting',
  {
    workspaceId: integer('workspace_id').notNull(),
    key: text('key').notNull(),
    value: text('value', { mode: 'json' }).notNull(),
    changedAt: text('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.key] })],
)
