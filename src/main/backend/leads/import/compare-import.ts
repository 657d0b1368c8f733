/** Processes a newer file as saving it into a list would, without writing anything. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MergePreview } from '#shared/contract/leads/imports.ts'
import { createAddressSet } from '#shared/domain/leads/import/address-set.ts'
import { AppError } from '#shared/errors.ts'
import type { Store } from '../../core/deps.ts'
import { listStateOf } from '../lists/queries.ts'
import type { LoadValues } from './parse-jobs.ts'
import { createMergeTally, createRowMatcher, type MergePlan, processRowsBriefly } from './re-import.ts'

export function beginComparison(
  store: Store,
  plan: Omit<MergePlan, 'rowCount' | 'isNewAlready'>,
  signal: AbortSignal,
): { add(values: LoadValues): Promise<void>; result(): Omit<MergePreview, 'asked'> } {
  const { rowCount } = listStateOf(store, plan.listId)
  const added = createAddressSet()
  const judge = createRowMatcher(store, { ...plan, rowCount, isNewAlready: added.has })
  const tally = createMergeTally()
  return {
    async add(values) {
      const take = (at: number) => {
        const outcome = judge.judge(values, at)
        tally.count(outcome, values[at] as number)
        if (outcome.is === 'added' && outcome.gate === 0) added.add(values[at + 2] as string)
      }
      let from = 0
      while (from < values.length) {
        if (from > 0) await nextTurn()
        if (signal.aborted) throw new AppError('CANCELLED')
        from = processRowsBriefly(values, from, take)
      }
    },
    result() {
      for (const held of judge.nowHeld()) tally.countNowHeld(held)
      return tally.result()
    },
  }
}
