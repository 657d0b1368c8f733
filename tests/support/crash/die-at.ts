import fs from 'node:fs'
import path from 'node:path'
import type { Store } from '#backend/core/deps.ts'

/**
 * Where a process kills itself: at the nth row inserted into a table, before its transaction is committed or right
 * after.
 */
export type DieAt = {
  readonly table: string
  readonly nth: number
  readonly when: 'inside' | 'committed'
  /** At the nth row in which this column changes, instead of the nth inserted. */
  readonly column?: string
  /** At the nth row that is deleted. */
  readonly deleted?: true
}

/** Installs a trigger that kills this very process, because no other moment is as exact. */
export function dieAt(store: Store, { table, nth, when, column, deleted }: DieAt): void {
  let rows = 0
  store.raw.function('test_dies', () => {
    rows += 1
    // A transaction is synchronous, so a microtask runs right after its end and before anything that follows it.
    if (rows === nth && when === 'inside') die()
    if (rows === nth) queueMicrotask(die)
    return null
  })
  store.raw.exec(
    `create temp trigger test_dies after ${deleted ? 'delete' : column ? `update of ${column}` : 'insert'} on main.${table} begin select test_dies(); end`,
  )
}

/** Kills this very process just before the nth file or folder in a folder is removed. */
export function dieAtRemoval(folder: string, nth: number): void {
  let removals = 0
  const real = fs.rmSync
  fs.rmSync = (target, options) => {
    if (String(target).startsWith(folder + path.sep)) removals += 1
    if (removals === nth) die()
    real(target, options)
  }
}

function die(): void {
  process.kill(process.pid, 'SIGKILL')
  // The signal is on its way, so nothing more may run until it arrives.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
