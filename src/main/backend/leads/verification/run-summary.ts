/** The state of a list's verification. */

import type { Database } from 'better-sqlite3'
import type { Verdict, VerificationRun } from '#shared/contract/leads/verification.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { storedProblem } from '../../core/lib/stored-problem.ts'

/** Counts what was requested, answered and paid. */
export function createRunSummary(db: Database) {
  function summary(id: number): VerificationRun {
    const row = db
      .prepare(
        `select id, state, problem_code as code, problem_data as data,
           credits_before as creditsBefore
         from verification_run where id = ?`,
      )
      .get(id) as Pick<VerificationRun, 'id' | 'state'> & {
      code: ErrorCode | null
      data: string | null
      creditsBefore: number
    }
    const counts = db
      .prepare(
        `select state, verdict, count(*) as n, coalesce(sum(credits_used), 0) as credits
         from email_check where run_id = ? group by state, verdict`,
      )
      .all(id) as { state: string; verdict: Verdict | null; n: number; credits: number }[]
    const sum = (match: (row: (typeof counts)[number]) => boolean) =>
      counts.filter(match).reduce((total, { n }) => total + n, 0)
    const of = (verdict: Verdict) => sum((each) => each.state === 'done' && each.verdict === verdict)
    const { code, data, creditsBefore, ...rest } = row
    return {
      ...rest,
      problem: storedProblem(code, data),
      total: sum(() => true),
      pending: sum(({ state }) => state === 'pending' || state === 'asked'),
      left: sum(({ state }) => state === 'wanted'),
      found: { verified: of('verified'), risky: of('risky'), invalid: of('invalid'), unanswered: of('unanswered') },
      creditsUsed: counts.reduce((total, { credits }) => total + credits, creditsBefore),
    }
  }
  return summary
}
