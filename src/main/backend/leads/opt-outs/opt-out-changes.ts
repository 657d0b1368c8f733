/** What follows when somebody opts out or does no more: it is put down for Instantly, and those that listen are told. */

import type { Statement } from 'better-sqlite3'
import type { Store } from '../../core/deps.ts'
import { blockListChanged } from '../blocklist/entries.ts'
import { createWantedAtInstantly } from './wanted-at-instantly.ts'

export type Listener = () => void

export const listeners = new WeakMap<object, Set<Listener>>()

/** `wanted`: one more who wants no mail, so that nobody is to be told less for it. */
export function createOptOutChanges(raw: Store['raw']): {
  readonly changed: (value: string, tellAt?: number) => void
  readonly wanted: (value: string, tellAt?: number) => void
  readonly tellAnew: (value: string) => void
  readonly tell: () => void
  readonly wantAll: Statement
} {
  const { unwant, want, wantAll, anew } = createWantedAtInstantly(raw)

  let telling = false
  /** Told once the turn is over: until then the transaction may be taken back. */
  function changed(value: string, tellAt = 0): void {
    unwant.run({ value })
    wanted(value, tellAt)
  }

  /** One more who wants no mail: nobody is to be told less for that. */
  function wanted(value: string, tellAt = 0): void {
    want.run({ value, tellAt })
    blockListChanged(raw)
    tell()
  }

  /** Something was asked about, and is certain now or doubted more: Instantly is told at once, and of leads that were spared. */
  function tellAnew(value: string): void {
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
  return { tell, wanted, changed, tellAnew, wantAll }
}
