/** Stores the state of each job and its last runs. */

import type { JobCounts, JobKind, JobRunRow, JobState } from '#shared/contract/background/health.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { Store } from '../core/deps.ts'
import { storedProblem } from '../core/lib/stored-problem.ts'

/** Rows kept per job. */
const keptRuns = 50

export type JobHealth = {
  readonly failures: number
  readonly failingSince: number | null
  readonly lastGoodAt: number | null
  readonly toldAt: number | null
}
export type StoredRun = {
  readonly id: number
  readonly state: JobState
  readonly startedAt: number
  readonly tookMs: number
  readonly runs: number
  readonly firstAt: number
  readonly counts: string | null
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
}
export type JobKey = { readonly kind: JobKind; readonly of: number }

/** 0 is the app itself. A run that ends while or after its client is removed leaves no row behind. */
const clientExistsSql = `@of = 0 or exists (select 1 from workspace where id = @of and demo is not 'removing')`

export function createJobStore({ raw }: Store) {
  const columns = `id, state, started_at as startedAt, took_ms as tookMs, runs, first_at as firstAt, counts,
    problem_code as problemCode, problem_data as problemData`
  const all = raw.prepare<[], JobHealth & JobKey>(
    `select workspace_id as "of", kind, failures, failing_since as failingSince, last_good_at as lastGoodAt,
       told_at as toldAt from job`,
  )
  const newest = raw.prepare<[number, string, number], StoredRun>(
    `select ${columns} from job_run where workspace_id = ? and kind = ? order by id desc limit ?`,
  )
  const putStanding = raw.prepare(
    `insert into job (workspace_id, kind, failures, failing_since, last_good_at, told_at)
     select @of, @kind, @failures, @failingSince, @lastGoodAt, @toldAt where (${clientExistsSql})
     on conflict do update set failures = excluded.failures, failing_since = excluded.failing_since,
       last_good_at = excluded.last_good_at, told_at = excluded.told_at`,
  )
  const insert = raw.prepare(
    `insert into job_run (workspace_id, kind, state, started_at, took_ms, runs, first_at, counts, problem_code, problem_data)
     select @of, @kind, @state, @startedAt, @tookMs, @runs, @firstAt, @counts, @problemCode, @problemData where ${clientExistsSql}`,
  )
  const change = raw.prepare(
    `update job_run set started_at = @startedAt, took_ms = @tookMs, runs = @runs, counts = @counts,
       problem_code = @problemCode, problem_data = @problemData where id = @id`,
  )
  const thin = raw.prepare(
    `delete from job_run where workspace_id = @of and kind = @kind and id <=
       (select id from job_run where workspace_id = @of and kind = @kind order by id desc limit 1 offset ${keptRuns})`,
  )

  return {
    standings: () => all.all(),
    runs: ({ kind, of }: JobKey, most: number): readonly StoredRun[] => newest.all(of, kind, most),
    /** Writes a run and the job's state in one transaction. An `id` of 0 is a new row. Returns the row's id. */
    write(key: JobKey, standing: JobHealth, run: StoredRun): number {
      return raw.transaction(() => {
        putStanding.run({ ...key, ...standing })
        if (run.id !== 0) {
          change.run({ ...run })
          return run.id
        }
        const { changes, lastInsertRowid } = insert.run({ ...key, ...run })
        if (changes === 0) return 0
        const id = Number(lastInsertRowid)
        thin.run({ ...key })
        return id
      })()
    },
  }
}

/** Returns a run in the form the window uses. */
export function toJobRunRow(run: StoredRun): JobRunRow {
  const { state, startedAt, tookMs, runs, firstAt, counts, problemCode, problemData } = run
  return {
    state,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: tookMs,
    runs,
    firstAt: new Date(firstAt).toISOString(),
    counts: counts === null ? null : (JSON.parse(counts) as JobCounts),
    problem: storedProblem(problemCode, problemData),
  }
}
