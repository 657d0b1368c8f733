/** Determines what verifying a list would request and cost. */
import type { Database } from 'better-sqlite3'
import type { VerificationGroup, VerificationPlan, VerificationRun } from '#shared/contract/leads/verification.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'

export function createVerificationPlanner({
  db,
  leadsOf,
  allLeads,
  isFresh,
  since,
  latest,
  summary,
}: {
  readonly db: Database
  readonly leadsOf: (which: readonly VerificationGroup[]) => string
  readonly allLeads: string
  readonly isFresh: string
  readonly since: (nowMs: number) => string
  readonly latest: (listId: ListId) => number | undefined
  readonly summary: (id: number) => VerificationRun
}) {
  return {
    /** Returns what a run of this list would request and cost; the list's client determines whose credits are used. */
    plan(listId: ListId, nowMs: number): VerificationPlan {
      const workspaceId = db
        .prepare(`select workspace_id from lead_list where id = ? and state = 'ready'`)
        .pluck()
        .get(listId) as WorkspaceId | undefined
      if (workspaceId === undefined) throw new AppError('NOT_FOUND', { what: 'list' })
      const values = { listId, since: since(nowMs) }
      const count = (which: VerificationGroup) =>
        db
          .prepare(`select count(distinct l.email) ${leadsOf([which])} and not ${isFresh}`)
          .pluck()
          .get(values) as number
      const known = db
        .prepare(
          `select count(distinct l.email) ${allLeads} and exists (select 1 from email_check c
             where c.workspace_id = l.workspace_id and c.email = l.email and c.state = 'done'
               and c.verdict <> 'unanswered' and c.checked_at >= :since)`,
        )
        .pluck()
      const last = db
        .prepare(
          `select credits_left as creditsLeft, coalesce(checked_at, asked_at) as creditsAt from email_check
           where workspace_id = ? and credits_left is not null order by creditsAt desc, id desc limit 1`,
        )
        .get(workspaceId) as { creditsLeft: number; creditsAt: string } | undefined
      const each = db
        .prepare('select avg(credits_used) from email_check where workspace_id = ? and credits_used is not null')
        .pluck()
        .get(workspaceId) as number | null
      const runId = latest(listId)
      return {
        ready: count('ready'),
        told: count('told'),
        held: count('held'),
        known: known.get(values) as number,
        creditsEach: each,
        creditsLeft: last?.creditsLeft ?? null,
        creditsAt: last?.creditsAt ?? null,
        run: runId === undefined ? null : summary(runId),
      }
    },
  }
}
