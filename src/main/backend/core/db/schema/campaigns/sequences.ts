import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { refersTo } from '../refers-to.ts'

/** A template of the library in its current version; `workspace_id` 0: for every client, hence no foreign key. */
export const sequence = sqliteTable(
  'sequence',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    name: text('name').notNull(),
    language: text('language'),
    industry: text('industry').notNull(),
    steps: text('steps', { mode: 'json' }).notNull(),
    /** Its newest version. */
    version: integer('version').notNull(),
    savedAt: text('saved_at').notNull(),
    removedAt: text('removed_at'),
  },
  (t) => [index('sequence_workspace').on(t.workspaceId, t.savedAt).where(sql`removed_at is null`)],
)

/** Every saved version of a template, including the newest; versions are never changed. */
export const sequenceVersion = sqliteTable(
  'sequence_version',
  {
    sequenceId: refersTo('sequence_id', () => sequence.id),
    no: integer('no').notNull(),
    workspaceId: integer('workspace_id').notNull(),
    at: text('at').notNull(),
    origin: text('origin', {
      enum: ['written', 'starter', 'file', 'campaign', 'plan', 'taken_back', 'copy'],
    }).notNull(),
    /** The version or campaign it was made from; empty if it was written from scratch. */
    from: text('from').notNull(),
    /** Name, language, industry and steps as JSON. */
    body: text('body', { mode: 'json' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.sequenceId, t.no] }), index('sequence_version_workspace').on(t.workspaceId)],
)
