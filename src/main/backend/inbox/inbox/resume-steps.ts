/** Resumes steps that were interrupted by the app quitting. They can be undone until the operator dismisses them. */

import { inSeparateTransactions } from '../../core/db/separate-transactions.ts'
import type { Deps } from '../../core/deps.ts'
import type { createBulkParts, LocalAct } from './bulk-parts.ts'
import { createJoinedThreads } from './joined-threads.ts'
import { createStepStore, type OpenStep } from './step-store.ts'
import type { ThreadBefore, ThreadSteps } from './thread-steps.ts'

type Parts = {
  readonly threads: ThreadSteps
  readonly disk: ReturnType<typeof createBulkParts<ThreadBefore>>
  /** Steps the operator is waiting for, which need no resuming. */
  readonly underWay: Set<number>
}

export function createStepResumer(deps: Deps, { threads, disk, underWay }: Parts) {
  const { store } = deps
  const { actOn, undoSome, undoEntries } = threads
  const kept = createStepStore(store)
  const joined = createJoinedThreads(store.raw)

  /** Resumes an interrupted step and keeps it for undo. */
  async function goOn(step: OpenStep<LocalAct>): Promise<void> {
    const { act, at, undo } = step
    const { done, left } = disk.partsOf(step)
    let count = done.reduce((sum, part) => sum + (part.changed?.before.length ?? 0), 0)
    await inSeparateTransactions(store.raw, left, (part) => {
      if (undo) {
        const { before, entries } = part.changed ?? { before: [], entries: [] }
        undoSome(act, joined.currentRows(before))
        undoEntries(entries)
        disk.done(part.id, act.kind, null)
        return
      }
      const seen = part.seen.map(([id, messageCount]) => [joined.current(id), messageCount] as const)
      const some = actOn(act, seen, at)
      disk.done(part.id, act.kind, some)
      count += some.before.length
    })
    if (undo) disk.over(step.id)
    else kept.keep(step.id, count)
    deps.changed('inbox', 'opt_outs')
  }

  const job = deps.background.defineJob<OpenStep<LocalAct>>({
    kind: 'bulk_steps',
    network: false,
    next: () => ({ due: disk.open().filter(({ id }) => !underWay.has(id)) }),
    of: ({ id }) => ({ key: id, client: null }),
    run: async (step) => {
      await goOn(step)
      return { end: 'done' }
    },
  })

  return {
    look: job.look,
    /** Undoes a resumed step; if the app quits meanwhile, the rest is undone after the next start. */
    async undoResumed(step: OpenStep<LocalAct>): Promise<void> {
      disk.turnBack(step.id)
      underWay.add(step.id)
      try {
        await goOn({ ...step, undo: true })
      } finally {
        underWay.delete(step.id)
        job.look()
      }
    },
  }
}
