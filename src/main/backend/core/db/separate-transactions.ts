import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'

/** Processes items one by one, each in its own transaction, and yields to other work in between. */
export async function inSeparateTransactions<T>(
  raw: Database,
  all: readonly T[],
  work: (some: T) => void,
): Promise<void> {
  for (const [index, some] of all.entries()) {
    if (index > 0) await nextTurn()
    if (!raw.open) throw new AppError('CANCELLED')
    raw.transaction(() => work(some))()
  }
}
