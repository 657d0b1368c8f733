/** Delivers one batch; rows refused together are split in half until the refused row is found. */
import type { Logger } from '#shared/log.ts'
import type { Outbox } from './outbox.ts'
import type { RowUpdate } from './row-updates.ts'
import type { TargetRow } from './target-store.ts'
import { type OutRow, RowsRefused, type Writer, WriteTooSlow } from './writer.ts'

/** Number of refusals to isolate in a batch; the rest stays `sending` and is delivered with the next run. */
const maxRefusals = 25

type Sums = { items: number; failed: number }
type RefusalBudget = { left: number }

/** Creates the delivery; refused rows are logged. */
export function createDelivery(outbox: Outbox, log: Logger) {
  /**
   * Sends rows and settles those that the database reports as written. A batch that is refused or takes too long is
   * split in half until the row is alone. Rows that were accepted but not changed are sent once more, and refused if
   * none of them changes then either.
   */
  async function deliver(
    target: TargetRow,
    writer: Writer,
    rowUpdates: readonly RowUpdate[],
    sums: Sums,
    refusals: RefusalBudget,
    signal: AbortSignal,
  ): Promise<void> {
    if (rowUpdates.length === 0) return
    const refuse = (some: readonly RowUpdate[], reason: string) => {
      outbox.refuse(
        some.flatMap(({ of }) => of),
        reason,
      )
      sums.failed += some.length
      refusals.left -= 1
      log.warn('rows were refused', { target: target.id, rows: some.length })
    }
    const halves = async (some: readonly RowUpdate[]) => {
      if (refusals.left <= 0) return
      const half = Math.ceil(some.length / 2)
      await deliver(target, writer, some.slice(0, half), sums, refusals, signal)
      await deliver(target, writer, some.slice(half), sums, refusals, signal)
    }
    let stands: ReadonlySet<string>
    try {
      stands =
        target.place === 'own'
          ? await writer.put(
              rowUpdates.map(({ row }) => row),
              signal,
            )
          : await writer.putPlatform(groupByTable(rowUpdates), signal)
    } catch (error) {
      const isAlone = rowUpdates.length === 1
      if (error instanceof RowsRefused && isAlone) return refuse(rowUpdates, error.message)
      if (error instanceof RowsRefused || (error instanceof WriteTooSlow && !isAlone)) return halves(rowUpdates)
      throw error
    }
    const there = rowUpdates.filter(({ key }) => stands.has(key))
    outbox.settle(there.flatMap(({ of }) => of))
    sums.items += there.length
    const missing = rowUpdates.filter(({ key }) => !stands.has(key))
    if (missing.length === 0) return
    // A truncated answer still contains some rows, so the missing ones are sent again. If it contains none, they were
    // not written.
    if (there.length === 0) refuse(missing, hiddenRowReason)
    else await halves(missing)
  }

  return (
    target: TargetRow,
    writer: Writer,
    rowUpdates: readonly RowUpdate[],
    sums: Sums,
    signal: AbortSignal,
  ): Promise<void> => deliver(target, writer, rowUpdates, sums, { left: maxRefusals }, signal)
}

/** Reason given for rows that the database accepted but did not change. */
const hiddenRowReason = 'hidden'

function groupByTable(rowUpdates: readonly { readonly table: string; readonly row: OutRow }[]) {
  const groups = Map.groupBy(rowUpdates, ({ table }) => table)
  return Object.fromEntries([...groups].map(([table, some]) => [table, some.map(({ row }) => row)]))
}
