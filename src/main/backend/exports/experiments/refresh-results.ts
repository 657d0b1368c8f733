/** Results of experiments, recounted when new data has arrived. */
import type { Experiment, ExperimentResult } from '#shared/contract/exports/experiments.ts'
import type { ExperimentId } from '#shared/ids.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { createExperimentResults } from './results.ts'
import type { createExperimentStore } from './store.ts'

/** Counts results in the background. */
export function createResultRefresher(parts: {
  readonly store: Store
  readonly deps: Deps
  readonly results: ReturnType<typeof createExperimentResults>
  readonly kept: ReturnType<typeof createExperimentStore>
  readonly ending: AbortController
  readonly count: (id: ExperimentId) => Promise<ExperimentResult>
  readonly during: <T>(work: Promise<T>) => Promise<T>
}) {
  const { store, deps, results, kept, ending, count, during } = parts
  /** State of the data each result was last counted from; a result is recounted only if this has changed. */
  const countedFrom = new Map<ExperimentId, string>()
  const exportedAt = store.raw
    .prepare<[number], string | null>(
      'select max(coalesce(last_progress_at, created_at)) from export_run where list_id = ?',
    )
    .pluck()
  let refreshing: Promise<void> = Promise.resolve()
  function refresh(rows: readonly Pick<Experiment, 'id' | 'workspaceId' | 'listId' | 'startedAt'>[]): void {
    for (const { id, workspaceId, listId, startedAt } of rows) {
      if (startedAt === null) continue
      const from = `${results.eventsAt(workspaceId)} ${exportedAt.get(listId) ?? ''} ${kept.steps(id).length}`
      if (countedFrom.get(id) === from) continue
      countedFrom.set(id, from)
      refreshing = during(
        refreshing.then(async () => {
          try {
            await count(id)
            deps.changed('experiments')
          } catch (error) {
            countedFrom.delete(id)
            if (!ending.signal.aborted) deps.log('experiments').warn('not counted', { id, error: String(error) })
          }
        }),
      )
    }
  }
  return refresh
}
