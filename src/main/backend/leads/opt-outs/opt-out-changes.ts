/** Follow-up of a new or withdrawn opt-out: schedules the change for Instantly and notifies listeners. */

import type { Statement } from 'better-sqlite3'
import type { Store } from '../../core/deps.ts'
import { markBlockListChanged } from '../blocklist/entries.ts'
import { prepareSyncStatements } from './instantly-changes.ts'

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
