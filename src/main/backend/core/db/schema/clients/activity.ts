import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One call to Instantly. Stores no key, no body, and no query values except ids in the path. */
export const auditCall = sqliteTable(
  'audit_call',
  {
    id: integer('id').primaryKey(),
    workspaceId: integer('workspace_id'),
    at: text('at').notNull(),
    requestedBy: text('asked_by').notNull(),
    method: text('method').notNull(),
    path: text('path').notNull(),
    status: integer('status'),
    durationMs: integer('duration_ms').notNull(),
    tries: integer('tries').notNull(),
    outcome: text('outcome', { enum: ['ok', 'refused', 'no_answer'] }).notNull(),
  },
  (t) => [index('audit_call_workspace').on(t.workspaceId, t.id), index('audit_call_outcome').on(t.outcome, t.id)],
)
