import { sql } from 'drizzle-orm'
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'
import { leadList } from './leads.ts'

/** A run that sends the addresses of a list to Instantly's verification. */
export const verificationRun = sqliteTable(
  'verification_run',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    listId: refersTo('list_id', () => leadList.id),
    state: text('state', { enum: ['running', 'waiting', 'paused', 'done'] }).notNull(),
    problemCode: text('problem_code'),
    problemData: text('problem_data', { mode: 'json' }),
    startedAt: text('started_at').notNull(),
    finishedAt: text('finished_at'),
    /** Credits paid by this run for addresses that a later run verified again. */
    creditsBefore: real('credits_before').notNull().default(0),
    /** The client's newest run when this one ended: those up to it began earlier, whatever the clocks said. */
    newestAtEnd: integer('newest_at_end'),
  },
  (t) => [index('verification_run_list').on(t.listId, t.id)],
)

/**
 * Instantly's verdict on an address, once per client. `asked` is committed before the request is sent: an address found
 * so at start is read back, never requested and paid again blindly.
 */
export const emailCheck = sqliteTable(
  'email_check',
  {
    id: integer('id').primaryKey(),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    email: text('email').notNull(),
    runId: refersTo('run_id', () => verificationRun.id),
    state: text('state', { enum: ['wanted', 'asked', 'pending', 'done'] }).notNull(),
    /** `unanswered`: refused, or still pending after a day. */
    verdict: text('verdict', { enum: ['verified', 'risky', 'invalid', 'unanswered'] }),
    askedAt: text('asked_at'),
    checkedAt: text('checked_at'),
    creditsUsed: real('credits_used'),
    creditsLeft: real('credits_left'),
    /** 1 once the verdict is applied to the leads of the list. */
    applied: integer('applied').notNull().default(0),
    /** The verdict before it was requested again; it applies until there is another answer. */
    earlierVerdict: text('earlier_verdict', { enum: ['verified', 'risky', 'invalid'] }),
    earlierCheckedAt: text('earlier_checked_at'),
    earlierRunId: integer('earlier_run_id'),
  },
  (t) => [
    uniqueIndex('email_check_email').on(t.workspaceId, t.email),
    index('email_check_run').on(t.runId, t.state, t.applied),
    // For the cost of runs, without reading the rows.
    index('email_check_credits').on(t.runId, t.creditsUsed).where(sql`credits_used is not null`),
  ],
)
