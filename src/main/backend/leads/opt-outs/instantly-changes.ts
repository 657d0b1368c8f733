/** Rows to sync to Instantly because of an opt-out: written together with it, synced later. */
import type { Statement } from 'better-sqlite3'
import type { Store } from '../../core/deps.ts'
import { appliesAtInstantlySql } from './covered-by-opt-out.ts'

/** Creates the statements that write what a changed opt-out requires. */
export function prepareSyncStatements(raw: Store['raw']): Record<'want' | 'unwant' | 'wantAll' | 'anew', Statement> {
  const holdsAtInstantly = appliesAtInstantlySql('o', 'w.id')
  const wantedBy = (value: string) => `select w.id from workspace w
    where (w.demo is null or w.demo <> 'removing') and exists (select 1 from opt_out o
      where o.value = ${value} and ${holdsAtInstantly})`
  const wantedAgain = `do update set wanted = 1, version = version + 1, state = 'waiting', next_at = excluded.next_at,
     tries = 0, looks = 0, problem_code = null, problem_data = null, entry_read_at = null, differs = null where wanted = 0`
  const want = raw.prepare(
    `insert into opt_out_sync (workspace_id, value, wanted, state, next_at)
       select id, @value, 1, 'waiting', @tellAt from (${wantedBy('likely(@value)')}) where true
     on conflict (workspace_id, value) ${wantedAgain}`,
  )
  const unwant = raw.prepare(
    `update opt_out_sync set wanted = 0, version = version + 1, state = 'waiting', next_at = 0, tries = 0, looks = 0,
       problem_code = null, problem_data = null, differs = null
     where value = @value and wanted = 1 and workspace_id not in (${wantedBy('likely(@value)')})`,
  )
  const wantAll = raw.prepare(
    `insert into opt_out_sync (workspace_id, value, wanted, state, next_at)
       select distinct w.id, o.value, 1, 'waiting', 0 from opt_out o join workspace w on ${holdsAtInstantly}
        where (w.demo is null or w.demo <> 'removing')
     on conflict (workspace_id, value) ${wantedAgain}`,
  )
  const anew = raw.prepare(
    `update opt_out_sync set version = version + 1, state = 'waiting', next_at = 0, tries = 0, looks = 0
     where value = @value and wanted = 1`,
  )
  return { unwant, want, wantAll, anew }
}
