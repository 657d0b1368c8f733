/** Instantly's verification results for addresses, and the leads that have not been updated accordingly yet. */
import type { Database } from 'better-sqlite3'
import type { Verdict } from '#shared/contract/leads/verification.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RemoteVerification } from '../../core/instantly/types.ts'
import type { Check, RunRecord } from './check-store.ts'

/** Reads and writes results; `leadsOfList` is the part of a statement that selects the leads of the list `:listId`. */
export function createAnswerStore(db: Database, leadsOfList: string) {
  const take = db.prepare<[number], { id: number; email: string }>(
    `select id, email from email_check where run_id = ? and state = 'wanted' order by id limit 1`,
  )
  const markAsked = db.prepare(`update email_check set state = 'asked', asked_at = ? where id = ?`)
  const putBack = db.prepare<[Check & { readonly runId: number }]>(
    `update email_check set state = 'wanted', run_id = @runId where id = @id and state = 'asked' and asked_at = @askedAt`,
  )
  const settle = db.prepare(
    `update email_check set state = 'done', verdict = ?, checked_at = ?, credits_used = coalesce(?, credits_used),
       credits_left = coalesce(?, credits_left) where id = ?`,
  )
  const markPending = db.prepare(
    `update email_check set state = 'pending', credits_used = coalesce(?, credits_used),
       credits_left = coalesce(?, credits_left) where id = ?`,
  )
  const restamp = db.prepare(`update email_check set asked_at = ? where id = ? and state = 'pending'`)
  const inState = db.prepare<[number, string], Check>(
    'select id, email, asked_at as askedAt from email_check where run_id = ? and state = ? order by id limit 2000',
  )
  const inPaused = db.prepare<[RunRecord & { readonly of: string }], Check>(
    `select c.id, c.email, c.asked_at as askedAt from verification_run r
       join email_check c on c.run_id = r.id and c.state = @of
      where r.workspace_id = @workspaceId and r.state = 'paused' and r.id <> @id order by c.id limit 2000`,
  )
  const inList = db
    .prepare<[object], string>(
      `select distinct l.email ${leadsOfList} and l.email in (select value from json_each(:emails))`,
    )
    .pluck()
  /** Returns addresses of a run, and those of its list that depend on a paused verification of another list. */
  const open = (run: RunRecord, of: 'asked' | 'pending'): readonly Check[] => {
    const others = inPaused.all({ ...run, of })
    if (others.length === 0) return inState.all(run.id, of)
    const emails = JSON.stringify(others.map(({ email }) => email))
    const here = new Set(inList.all({ listId: run.listId, emails }))
    return [...inState.all(run.id, of), ...others.filter(({ email }) => here.has(email))]
  }
  return {
    asked: (run: RunRecord): readonly Check[] => open(run, 'asked'),
    pending: (run: RunRecord): readonly Check[] => open(run, 'pending'),
    /** Records that the request is known not to have been made; this run makes it. */
    putBack: (check: Check, runId: number): void => void putBack.run({ ...check, runId }),
    answered(check: Check, { verdict, creditsUsed, creditsLeft }: RemoteVerification, at: string): void {
      if (verdict === 'pending') markPending.run(creditsUsed, creditsLeft, check.id)
      else settle.run(verdict, at, creditsUsed, creditsLeft, check.id)
    },
    /** Restarts the wait for the result. */
    waitsFrom: (check: Check, at: string): void => void restamp.run(at, check.id),
    unanswered: (check: Check, at: string): void => void settle.run('unanswered', at, null, null, check.id),
    /** Returns the next address, committed as requested before anything is sent; null if all were. */
    takeNext: (runId: number, at: string): Check | null =>
      db.transaction(() => {
        const next = take.get(runId)
        if (!next) return null
        markAsked.run(at, next.id)
        return { ...next, askedAt: at }
      })(),
    /** Returns results whose leads have not been moved yet. */
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
