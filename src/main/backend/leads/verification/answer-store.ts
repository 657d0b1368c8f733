/** What Instantly answered of addresses, and which leads do not stand accordingly yet. */
import type { Database } from 'better-sqlite3'
import type { Verdict } from '#shared/contract/leads/verification.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RemoteVerification } from '../../core/instantly/types.ts'
import type { Check } from './check-store.ts'

/** Reads and writes answers. */
export function createAnswers(db: Database) {
  const take = db.prepare<[number], { id: number; email: string }>(
    `select id, email from email_check where run_id = ? and state = 'wanted' order by id limit 1`,
  )
  const markAsked = db.prepare(`update email_check set state = 'asked', asked_at = ? where id = ?`)
  const setState = db.prepare('update email_check set state = ? where id = ?')
  const settle = db.prepare(
    `update email_check set state = 'done', verdict = ?, checked_at = ?, credits_used = coalesce(?, credits_used),
       credits_left = coalesce(?, credits_left) where id = ?`,
  )
  const markPending = db.prepare(
    `update email_check set state = 'pending', credits_used = coalesce(?, credits_used),
       credits_left = coalesce(?, credits_left) where id = ?`,
  )
  const inState = db.prepare<[number, string], Check>(
    'select id, email, asked_at as askedAt from email_check where run_id = ? and state = ? order by id limit 2000',
  )
  return {
    asked: (runId: number): readonly Check[] => inState.all(runId, 'asked'),
    pending: (runId: number): readonly Check[] => inState.all(runId, 'pending'),
    /** It is known not to have been asked. */
    putBack: (check: Check): void => void setState.run('wanted', check.id),
    answered(check: Check, { verdict, creditsUsed, creditsLeft }: RemoteVerification, at: string): void {
      if (verdict === 'pending') markPending.run(creditsUsed, creditsLeft, check.id)
      else settle.run(verdict, at, creditsUsed, creditsLeft, check.id)
    },
    unanswered: (check: Check, at: string): void => void settle.run('unanswered', at, null, null, check.id),
    /** The next address, committed as asked before anything leaves; null when all were. */
    takeNext: (runId: number, at: string): Check | null =>
      db.transaction(() => {
        const next = take.get(runId)
        if (!next) return null
        markAsked.run(at, next.id)
        return { ...next, askedAt: at }
      })(),
    /** Answers whose leads do not yet stand where they belong. */
    toApply: (
      runId: number,
      most: number,
    ): readonly { readonly id: number; readonly email: string; readonly verdict: Verdict }[] =>
      db
        .prepare(
          `select id, email, verdict from email_check where run_id = ? and state = 'done' and applied = 0 limit ?`,
        )
        .all(runId, most) as { id: number; email: string; verdict: Verdict }[],
    markApplied: (id: number): void => void db.prepare('update email_check set applied = 1 where id = ?').run(id),
    checkOf: (workspaceId: WorkspaceId, email: string): { readonly verdict: Verdict; readonly at: string } | null =>
      (db
        .prepare(
          `select coalesce(verdict, earlier_verdict) as verdict, coalesce(checked_at, earlier_checked_at) as at
           from email_check where workspace_id = ? and email = ? and coalesce(verdict, earlier_verdict) is not null`,
        )
        .get(workspaceId, email) as { verdict: Verdict; at: string } | undefined) ?? null,
  }
}
