/** Verification runs: which are active, and their state. */
import type { Database } from 'better-sqlite3'
import type { VerificationRun } from '#shared/contract/leads/verification.ts'
import { requireFound } from '#shared/errors.ts'
import type { RunRecord } from './check-store.ts'

export function createVerificationRunStore(db: Database) {
  const runSql = `select id, workspace_id as workspaceId, list_id as listId, state from verification_run`

  function run(id: number): RunRecord {
    return requireFound(db.prepare(`${runSql} where id = ?`).get(id) as RunRecord | undefined, 'verification')
  }
  return {
    run,
    setRun(
      id: number,
      state: RunRecord['state'],
      problem: VerificationRun['problem'] = null,
      at: string | null = null,
    ) {
      db.prepare(
        `update verification_run as r set state = @state, problem_code = @code, problem_data = @data, finished_at = @at,
           newest_at_end = iif(@state = 'done',
             (select max(id) from verification_run other where other.workspace_id = r.workspace_id), null)
         where id = @id`,
      ).run({ id, state, code: problem?.code ?? null, data: problem ? JSON.stringify(problem.data) : null, at })
    },
    /** Returns runs that resume automatically after a restart; those of a demo being created or removed do not. */
    alive: (): readonly RunRecord[] =>
      db
        .prepare(
          `${runSql} r where state in ('running', 'waiting') and not exists (
             select 1 from workspace w where w.id = r.workspace_id and (w.demo in ('building', 'removing')
               or w.archived_at is not null)) order by id`,
        )
        .all() as RunRecord[],
    /** Returns runs of the client's other lists that ended while this one was in progress. */
    endedMeanwhile: (of: RunRecord): readonly RunRecord[] =>
      db
        .prepare<[RunRecord], RunRecord>(
          `${runSql} r where workspace_id = @workspaceId and list_id <> @listId and state = 'done'
             and (id > @id or newest_at_end >= @id)
             and exists (select 1 from lead_list l where l.id = r.list_id and l.state = 'ready') order by id`,
        )
        .all(of),
    /** Drops addresses not requested yet; only those requested are still read. Earlier results are valid again. */
    dropWanted: (runId: number): void =>
      db.transaction(() => {
        db.prepare(
          `update email_check set state = 'done', run_id = earlier_run_id, verdict = earlier_verdict,
             checked_at = earlier_checked_at, applied = 1, earlier_verdict = null, earlier_checked_at = null,
             earlier_run_id = null
           where run_id = ? and state = 'wanted' and earlier_run_id is not null`,
        ).run(runId)
        db.prepare(`delete from email_check where run_id = ? and state = 'wanted'`).run(runId)
      })(),
  }
}
