/** Stored verification runs and Instantly's result for each address. */
import type { Database } from 'better-sqlite3'
import type { Verdict, VerificationGroup, VerificationRun } from '#shared/contract/leads/verification.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { createAnswerStore } from './answer-store.ts'
import { createVerificationPlanner } from './plan-verification.ts'
import { createVerificationRunStore } from './run-store.ts'
import { createRunSummary } from './run-summary.ts'

/** A result not older than this is not requested, and paid for, again. */
const freshDays = 30

export type RunRecord = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly listId: ListId
  readonly state: VerificationRun['state']
}
export type Check = { readonly id: number; readonly email: string; readonly askedAt: string }
type KnownAnswer = { readonly email: string; readonly verdict: Verdict }
export type CheckStore = ReturnType<typeof createCheckStore>

const heldGates = [gateCodes.unverified, gateCodes.risky].join(', ')
const toldByFile = `l.import_id in (select i.id from list_import i, json_each(i.mapping) m
  where i.list_id = :listId and m.value ->> 'kind' = 'verification')`
const leadsIn: Readonly<Record<VerificationGroup, string>> = {
  ready: `l.gate = 0 and not ${toldByFile}`,
  told: `l.gate = 0 and ${toldByFile}`,
  held: `l.gate <> 0 and l.gate in (${heldGates})`,
}

export function createCheckStore(db: Database) {
  const { run, setRun, alive, endedMeanwhile, dropWanted } = createVerificationRunStore(db)
  // Addresses waiting in a paused verification of another list may never be requested, so a new run takes them over.
  const isFresh = `exists (select 1 from email_check c where c.workspace_id = l.workspace_id and c.email = l.email
    and case c.state when 'done' then c.verdict <> 'unanswered' and c.checked_at >= :since
      when 'wanted' then not exists (select 1 from verification_run r where r.id = c.run_id and r.state = 'paused')
      else 1 end)`
  const since = (nowMs: number) => new Date(nowMs - freshDays * dayMs).toISOString()
  const leadsWhere = (condition: string) =>
    `from lead l where l.list_id = :listId and l.removed = 0 and l.email is not null and (${condition})`
  const leadsOf = (which: readonly VerificationGroup[]) =>
    leadsWhere(which.map((group) => `(${leadsIn[group]})`).join(' or '))
  const allLeads = leadsWhere(`l.gate = 0 or l.gate in (${heldGates})`)
  const answersIn = (which: string) =>
    db.prepare<[object], KnownAnswer>(
      `select distinct l.email, c.verdict
         ${allLeads.replace('where', 'join email_check c on c.workspace_id = l.workspace_id and c.email = l.email where')}
         and c.state = 'done' and c.verdict <> 'unanswered' and ${which}`,
    )
  const { asked, pending, putBack, answered, waitsFrom, unanswered, takeNext, toApply, markApplied, checkOf } =
    createAnswerStore(db, allLeads)
  const summary = createRunSummary(db)

  const latest = (listId: ListId): number | undefined =>
    db.prepare('select id from verification_run where list_id = ? order by id desc limit 1').pluck().get(listId) as
      | number
      | undefined
  const { plan } = createVerificationPlanner({ db, leadsOf, isFresh, since, latest, summary, allLeads })

  return {
    run,
    summary,
    plan,
    /** Stores a run and its addresses in one transaction; a run that is not over is kept. */
    begin(
      listId: ListId,
      which: readonly VerificationGroup[],
      at: string,
    ): { readonly id: number; readonly made: boolean } {
      return db.transaction(() => {
        const known = latest(listId)
        if (known !== undefined && run(known).state !== 'done') {
          return { id: known, made: false }
        }
        const id = Number(
          db
            .prepare(
              `insert into verification_run (workspace_id, list_id, state, started_at)
             select workspace_id, id, 'running', ? from lead_list where id = ? and state = 'ready'`,
            )
            .run(at, listId).lastInsertRowid,
        )
        const wanted = { listId, since: since(Date.parse(at)) }
        // The credits an earlier run paid stay counted there.
        db.prepare(
          `update verification_run set credits_before = credits_before + paid.credits
           from (select c.run_id, sum(c.credits_used) as credits
             from (select distinct l.workspace_id, l.email ${leadsOf(which)} and not ${isFresh}) l
             join email_check c on c.workspace_id = l.workspace_id and c.email = l.email
             where c.credits_used is not null group by c.run_id) paid where paid.run_id = verification_run.id`,
        ).run(wanted)
        const isKnown = `state = 'done' and verdict <> 'unanswered'`
        db.prepare(
          `insert into email_check (workspace_id, email, run_id, state)
         select l.workspace_id, l.email, :id, 'wanted' ${leadsOf(which)} and not ${isFresh} group by l.email order by min(l.position)
         on conflict (workspace_id, email) do update set
           earlier_verdict = case when ${isKnown} then verdict else earlier_verdict end,
           earlier_checked_at = case when ${isKnown} then checked_at else earlier_checked_at end,
           earlier_run_id = case when ${isKnown} then run_id else earlier_run_id end,
           run_id = excluded.run_id, state = 'wanted', verdict = null,
           asked_at = null, checked_at = null, credits_used = null, applied = 0`,
        ).run({ id, ...wanted })
        return { id, made: true }
      })()
    },
    dropWanted,
    setRun,
    alive,
    endedMeanwhile,
    takeNext,
    asked,
    pending,
    putBack,
    answered,
    waitsFrom,
    unanswered,
    toApply,
    markApplied,
    /** Returns leads of a list with results of earlier runs, of this list or another one of the client. */
    knownOf: (listId: ListId, nowMs: number): readonly KnownAnswer[] =>
      answersIn('c.checked_at >= :since').all({ listId, since: since(nowMs) }),
    /** Returns leads of a run's list with results from runs of other lists that had not ended when it began. */
    answeredElsewhere: ({ id, listId }: RunRecord): readonly KnownAnswer[] =>
      answersIn(
        `exists (select 1 from verification_run r
           where r.id = c.run_id and (r.id > :id or r.id < :id and (r.state <> 'done' or r.newest_at_end >= :id)))`,
      ).all({ listId, id }),
    checkOf,
  }
}
