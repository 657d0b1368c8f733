/**
 * Runs steps that only change the local store. Large ones are split into parts that stay stored until all are done, so
 * that they survive a crash.
 */
import type { OptOutId } from '#shared/ids.ts'
import { inSeparateTransactions } from '../../core/db/separate-transactions.ts'
import type { Deps } from '../../core/deps.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { createBulkParts, type LocalAct, type StepChanges } from './bulk-parts.ts'
import { createStepResumer } from './resume-steps.ts'
import type { ThreadBefore, ThreadSteps } from './thread-steps.ts'

/** Conversations per transaction, few enough that other work does not have to wait. */
const threadsPerStep = 500

export function createLocalSteps(deps: Deps, threads: ThreadSteps) {
  const { seen, actOn, undoSome, undoEntries } = threads
  const { store, clock } = deps
  const { raw } = store
  const disk = createBulkParts<ThreadBefore>(store)
  /** Ids of steps the operator is waiting for. */
  const underWay = new Set<number>()
  const cutOff = createStepResumer(deps, { threads, disk, underWay })

  /** Runs the step in one transaction if it is small enough; otherwise its parts are stored first. */
  async function here(act: LocalAct, ids: readonly number[]): Promise<StepChanges<ThreadBefore>> {
    const at = clock.now()
    const pieces = chunk(seen(ids), threadsPerStep)
    if (pieces.length < 2) return raw.transaction(() => actOn(act, pieces[0] ?? [], at))()
    const { id, partIds } = disk.begin(
      act,
      at,
      pieces.map((some) => ({ seen: some })),
    )
    return trackUnderWay(id, async () => {
      const before: ThreadBefore[] = []
      const entries: OptOutId[] = []
      await inSeparateTransactions(
        raw,
        pieces.map((some, index) => [some, partIds[index] ?? 0] as const),
        ([some, partId]) => {
          const changed = actOn(act, some, at)
          disk.done(partId, act.kind, changed)
          before.push(...changed.before)
          entries.push(...changed.entries)
        },
      )
      return { before, entries }
    })
  }

  /** Runs a stored step while the operator waits; if it fails, it is resumed soon after, or at the next start. */
  async function trackUnderWay<T>(id: number, work: () => Promise<T>): Promise<T> {
    underWay.add(id)
    try {
      const result = await work()
      disk.over(id)
      return result
    } finally {
      underWay.delete(id)
      cutOff.look()
    }
  }

  /** Undoes at once what is small enough, and stores the rest; throws if it cannot be stored. */
  function beginUndo(act: LocalAct, { before, entries }: StepChanges<ThreadBefore>): Promise<void> | undefined {
    const pieces = chunk(before, threadsPerStep)
    if (pieces.length < 2) {
      raw.transaction(() => {
        undoSome(act, before)
        undoEntries(entries)
      })()
      return undefined
    }
    const back = pieces.map((some, index) => ({ before: some, entries: index === pieces.length - 1 ? entries : [] }))
    const { id, partIds } = disk.begin(
      act,
      clock.now(),
      back.map((one) => ({ seen: [], back: one })),
    )
    return trackUnderWay(id, () =>
      inSeparateTransactions(
        raw,
        back.map((one, index) => [one, partIds[index] ?? 0] as const),
        ([one, partId]) => {
          undoSome(act, one.before)
          undoEntries(one.entries)
          disk.done(partId, act.kind, null)
        },
      ),
    )
  }

  return {
    run: here,
    beginUndo,
    undoResumed: cutOff.undoResumed,
  }
}
