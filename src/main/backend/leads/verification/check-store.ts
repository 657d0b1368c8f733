/** Verification runs and what Instantly said of each address, as they lie in the store. */
import type { Database } from 'better-sqlite3'
import type { Verdict, VerificationPlan, VerificationRun } from '#shared/contract/leads/verification.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import { AppError, type ErrorCode, type ErrorData } from '#shared/errors.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { RemoteVerification } from '../../core/instantly/types.ts'

/** An answer not older than this is not asked for, and paid, again. */
const freshDays = 30

export type RunRecord = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly listId: ListId
  readonly state: VerificationRun['state']
  readonly startedAt: string
}
export type Check = { readonly id: number; readonly email: string; readonly askedAt: string }
export type CheckStore = ReturnType<typeof createCheckStore>

const heldGates = [gateCodes.unverified, gateCodes.risky].join(', ')
const gatesOf = {
  ready: 'l.gate = 0',
  held: `l.gate <> 0 and l.gate in (${heldGates})`,
  both: `(l.gate = 0 or l.gate in (${heldGates}))`,
}

export function createCheckStore(db: Database) {
  const runSql = `select id, workspace_id as workspaceId, list_id as listId, state, started_at as startedAt
    from verification_run`
  const isFresh = `exists (select 1 from email_check c where c.workspace_id = l.workspace_id and c.email = l.email
    and (c.state <> 'done' or (c.verdict <> 'unanswered' and c.checked_at >= :since)))`
  const since = (nowMs: number) => new Date(nowMs - freshDays * 24 * 60 * 60_000).toISOString()
  const leadsOf = (which: keyof typeof gatesOf) =>
    `from lead l where l.list_id = :listId and l.removed = 0 and l.email is not null and ${gatesOf[which]}`

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

  function run(id: number): RunRecord {
    const found = db.prepare(`${runSql} where id = ?`).get(id) as RunRecord | undefined
    if (!found) throw new AppError('NOT_FOUND', { what: 'verification' })
    return found
  }

  function summary(id: number): VerificationRun {
    const row = db
      .prepare(
        `select id, state, problem_code as code, problem_data as data, started_at as startedAt, finished_at as finishedAt
         from verification_run where id = ?`,
      )
      .get(id) as Pick<VerificationRun, 'id' | 'state' | 'startedAt' | 'finishedAt'> & {
      code: ErrorCode | null
      data: string | null
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
    const { code, data, ...rest } = row
    return {
      ...rest,
      problem: code === null ? null : { code, data: JSON.parse(data ?? '{}') as ErrorData },
      total: sum(() => true),
      pending: sum(({ state }) => state === 'pending' || state === 'asked'),
      left: sum(({ state }) => state === 'wanted'),
      found: { verified: of('verified'), risky: of('risky'), invalid: of('invalid'), unanswered: of('unanswered') },
      creditsUsed: counts.reduce((total, { credits }) => total + credits, 0),
    }
  }

  const latest = (listId: ListId): number | undefined =>
    db.prepare('select id from verification_run where list_id = ? order by id desc limit 1').pluck().get(listId) as
      | number
      | undefined

  return {
    run,
    summary,
    /** What a run of this list would ask and cost; whose list it is decides whose credits. */
    plan(listId: ListId, nowMs: number): VerificationPlan {
      const workspaceId = db
        .prepare(`select workspace_id from lead_list where id = ? and state = 'ready'`)
        .pluck()
        .get(listId) as WorkspaceId | undefined
      if (workspaceId === undefined) throw new AppError('NOT_FOUND', { what: 'list' })
      const values = { listId, since: since(nowMs) }
      const count = (which: 'ready' | 'held') =>
        db
          .prepare(`select count(distinct l.email) ${leadsOf(which)} and not ${isFresh}`)
          .pluck()
          .get(values) as number
      const known = db
        .prepare(
          `select count(distinct l.email) ${leadsOf('both')} and exists (select 1 from email_check c
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
        held: count('held'),
        known: known.get(values) as number,
        creditsEach: each,
        creditsLeft: last?.creditsLeft ?? null,
        creditsAt: last?.creditsAt ?? null,
        run: runId === undefined ? null : summary(runId),
      }
    },
    /** Writes a run and its addresses down in one step; the one that is not over is kept. */
    begin(listId: ListId, which: keyof typeof gatesOf, at: string): { readonly id: number; readonly made: boolean } {
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
        db.prepare(
          `insert into email_check (workspace_id, email, run_id, state)
         select l.workspace_id, l.email, :id, 'wanted' ${leadsOf(which)} and not ${isFresh} group by l.email order by min(l.position)
         on conflict (workspace_id, email) do update set run_id = excluded.run_id, state = 'wanted', verdict = null,
           asked_at = null, checked_at = null, credits_used = null, applied = 0`,
        ).run({ id, listId, since: since(Date.parse(at)) })
        return { id, made: true }
      })()
    },
    /** Drops what was not asked yet: only what was is still read. */
    dropWanted: (runId: number): void =>
      void db.prepare(`delete from email_check where run_id = ? and state = 'wanted'`).run(runId),
    setRun(
      id: number,
      state: RunRecord['state'],
      problem: VerificationRun['problem'] = null,
      at: string | null = null,
    ) {
      db.prepare(
        'update verification_run set state = ?, problem_code = ?, problem_data = ?, finished_at = ? where id = ?',
      ).run(state, problem?.code ?? null, problem ? JSON.stringify(problem.data) : null, at, id)
    },
    /** Runs that go on by themselves after a restart; those of a demo half made or half removed do not. */
    alive: (): readonly RunRecord[] =>
      db
        .prepare(
          `${runSql} r where state in ('running', 'waiting') and not exists (
             select 1 from workspace w where w.id = r.workspace_id and (w.demo in ('building', 'removing')
               or w.archived_at is not null)) order by id`,
        )
        .all() as RunRecord[],
    /** The next address, committed as asked before anything leaves; null when all were. */
    takeNext: (runId: number, at: string): Check | null =>
      db.transaction(() => {
        const next = take.get(runId)
        if (!next) return null
        markAsked.run(at, next.id)
        return { ...next, askedAt: at }
      })(),
    asked: (runId: number): readonly Check[] => inState.all(runId, 'asked'),
    pending: (runId: number): readonly Check[] => inState.all(runId, 'pending'),
    /** It is known not to have been asked. */
    putBack: (check: Check): void => void setState.run('wanted', check.id),
    answered(check: Check, { verdict, creditsUsed, creditsLeft }: RemoteVerification, at: string): void {
      if (verdict === 'pending') markPending.run(creditsUsed, creditsLeft, check.id)
      else settle.run(verdict, at, creditsUsed, creditsLeft, check.id)
    },
    unanswered: (check: Check, at: string): void => void settle.run('unanswered', at, null, null, check.id),
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
    /** Leads of a list with answers of earlier runs, of this list or another of the client. */
    knownOf: (listId: ListId, nowMs: number): readonly { readonly email: string; readonly verdict: Verdict }[] =>
      db
        .prepare(
          `select distinct l.email, c.verdict ${leadsOf('both').replace('where', 'join email_check c on c.workspace_id = l.workspace_id and c.email = l.email where')}
             and c.state = 'done' and c.verdict <> 'unanswered' and c.checked_at >= :since`,
        )
        .all({ listId, since: since(nowMs) }) as { email: string; verdict: Verdict }[],
    checkOf: (workspaceId: WorkspaceId, email: string): { readonly verdict: Verdict; readonly at: string } | null =>
      (db
        .prepare(
          `select verdict, checked_at as at from email_check where workspace_id = ? and email = ? and state = 'done'`,
        )
        .get(workspaceId, email) as { verdict: Verdict; at: string } | undefined) ?? null,
  }
}
