/** Follow-up of a new or withdrawn opt-out: schedules the change for Instantly and notifies listeners. */

import type { Statement } from 'better-sqlite3'
import type { Store } from '../../core/deps.ts'
import { markBlockListChanged } from '../blocklist/entries.ts'
import { appliesAtInstantlySql } from './covered-by-opt-out.ts'

export type Listener = () => void

export const listeners = new WeakMap<object, Set<Listener>>()

/** `wanted`: for an additional opt-out, because of which nothing at Instantly has to be withdrawn. */
export function createOptOutChanges(raw: Store['raw']): {
  readonly changed: (value: string, tellAt?: number) => void
  readonly wanted: (value: string, tellAt?: number) => void
  readonly resyncAtInstantly: (value: string) => void
  readonly tell: () => void
  readonly wantAll: Statement
} {
  const { unwant, want, wantAll, anew } = prepareSyncStatements(raw)

  let telling = false
  /** Listeners are notified in a later turn, as the transaction may still be rolled back. */
  function changed(value: string, tellAt = 0): void {
    unwant.run({ value })
    wantAtInstantly(value, tellAt)
  }

  /** Handles an additional opt-out, because of which nothing at Instantly has to be withdrawn. */
  function wantAtInstantly(value: string, tellAt = 0): void {
    want.run({ value, tellAt })
    markBlockListChanged(raw)
    tell()
  }

  /**
   * Handles an opt-out that was being asked about and is now certain or more strongly suspected: Instantly is updated
   * at once, including leads that were spared so far.
   */
  function resyncAtInstantly(value: string): void {
    changed(value)
    anew.run({ value })
  }

  function tell(): void {
    if (telling) return
    telling = true
    setImmediate(() => {
      telling = false
      for (const listener of listeners.get(raw) ?? []) listener()
    })
  }
  return { tell, wanted: wantAtInstantly, changed, resyncAtInstantly, wantAll }
}

/** Creates the statements that write what a changed opt-out requires. */
function prepareSyncStatements(raw: Store['raw']): Record<'want' | 'unwant' | 'wantAll' | 'anew', Statement> {
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
