import fs from 'node:fs'
import path from 'node:path'
import type { Store } from '#backend/core/deps.ts'

/** Where a process ends itself: with the nth row that goes into a table, before its transaction is committed or right after. */
export type DieAt = {
  readonly table: string
  readonly nth: number
  readonly when: 'inside' | 'committed'
  /** With the nth row in which this column changes, instead of the nth that goes in. */
  readonly column?: string
  /** With the nth row that is deleted. */
  readonly deleted?: true
}

/** A trigger that kills this very process: no other moment is as exact. */
export function dieAt(store: Store, { table, nth, when, column, deleted }: DieAt): void {
  let rows = 0
  store.raw.function('test_dies', () => {
    rows += 1
    // A transaction is one turn: what waits for its end runs before anything that follows it.
    if (rows === nth && when === 'inside') die()
    if (rows === nth) queueMicrotask(die)
    return null
  })
  store.raw.exec(
    `create temp trigger test_dies after ${deleted ? 'delete' : column ? `update of ${column}` : 'insert'} on main.${table} begin select test_dies(); end`,
  )
}

/** Ends this very process where the nth file or folder of a folder is to be removed, before it is. */
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
  // The signal is on its way: nothing more is done until it is here.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
