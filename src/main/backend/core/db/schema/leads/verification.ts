import { sql } from 'drizzle-orm'
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'
import { leadList } from './leads.ts'

/** One time the addresses of a list were sent to Instantly's verification. */
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
    /** Paid by this run for addresses a later one asked about again. */
    creditsBefore: real('credits_before').notNull().default(0),
  },
  (t) => [index('verification_run_list').on(t.listId, t.id)],
)

/**
 * What Instantly said of an address, once per client. `asked` is committed before the request leaves: one found so at
 * start is read back, never asked and paid again blindly.
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
    /** 1 once the leads of the list stand where the verdict puts them. */
    applied: integer('applied').notNull().default(0),
    /** What was known before it was asked again: it holds until there is another answer. */
    earlierVerdict: text('earlier_verdict', { enum: ['verified', 'risky', 'invalid'] }),
    earlierCheckedAt: text('earlier_checked_at'),
    earlierRunId: integer('earlier_run_id'),
  },
  (t) => [
    uniqueIndex('email_check_email').on(t.workspaceId, t.email),
    index('email_check_run').on(t.runId, t.state, t.applied),
    // What runs cost, without reading the rows.
    index('email_check_credits').on(t.runId, t.creditsUsed).where(sql`credits_used is not null`),
  ],
)
