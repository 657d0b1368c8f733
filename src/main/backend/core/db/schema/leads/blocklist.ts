import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'

/** An address or domain that must not be written to, by one client or by all. */
export const blockEntry = sqliteTable(
  'block_entry',
  {
    id: integer('id').primaryKey(),
    /** 0: for every client, which is possible only for entries made here. No foreign key, because of the 0. */
    workspaceId: integer('workspace_id').notNull(),
    /** Trimmed, lower-cased; a domain contains no @. */
    value: text('value').notNull(),
    /** `instantly`: copied from the client's own block list at Instantly. */
    origin: text('origin', { enum: ['instantly', 'local'] }).notNull(),
    addedAt: text('added_at').notNull(),
    removedAt: text('removed_at'),
  },
  (t) => [
    uniqueIndex('block_entry_value').on(t.workspaceId, t.origin, t.value),
    index('block_entry_live').on(t.workspaceId, t.value).where(sql`${t.removedAt} is null`),
  ],
)

/** When a client's block list at Instantly was last copied. */
export const blockPull = sqliteTable('block_pull', {
  workspaceId: integer('workspace_id')
    .primaryKey()
    .references(() => workspace.id),
  pulledAt: text('pulled_at').notNull(),
  entryCount: integer('entry_count').notNull(),
})
