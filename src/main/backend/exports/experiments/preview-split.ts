/** Previews the split of a list. */
import type { ExperimentPlan } from '#shared/domain/exports/experiments/plan.ts'
import { AppError } from '#shared/errors.ts'
import type { ExperimentId, ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { listStateOf } from '../../leads/lists/queries.ts'
import type { ListSplitRequest } from './gather.ts'
import { previewSplit } from './preview.ts'
import { createExperimentStore } from './store.ts'

/** Previews a split; a newer request cancels the previous one. */
export function createSplitPreview(
  store: Store,
  kept: ReturnType<typeof createExperimentStore>,
  ending: AbortController,
) {
  const looking = new Map<ListId, AbortController>()

  async function preview(given: {
    readonly id: ExperimentId | null
    readonly listId: ListId
    readonly plan: ExperimentPlan
    readonly seed: string
    readonly columns: readonly string[]
  }) {
    const { id, listId, plan, seed, columns } = given
    looking.get(listId)?.abort(new AppError('CANCELLED'))
    const own = new AbortController()
    looking.set(listId, own)
    const { rowCount } = listStateOf(store, listId)
    const known = id === null ? null : kept.get(id)
    const isRunning = known !== null && known.startedAt !== null
    const split: ListSplitRequest = {
      id,
      listId,
      // Once the experiment has begun, its own plan is in force.
      plan: isRunning ? known.plan : plan,
      seed: isRunning ? known.seed : seed,
      mark: kept.markFor(listId, plan, id),
      steps: id === null ? [] : kept.steps(id),
    }
    try {
      const signal = AbortSignal.any([own.signal, ending.signal])
      return await previewSplit(store, split, rowCount, columns, signal)
    } finally {
      if (looking.get(listId) === own) looking.delete(listId)
    }
  }
  return preview
}
