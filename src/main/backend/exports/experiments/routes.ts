import type { Experiment, experiments } from '#shared/contract/exports/experiments.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { ExperimentId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { ListIndex } from '../../leads/list-index/list-index.ts'
import { assertWorkspaceOpen, listStateOf } from '../../leads/lists/queries.ts'
import { assignVariants } from './apply.ts'
import { createSplitPreview } from './preview-split.ts'
import { createResultRefresher } from './refresh-results.ts'
import { createExperimentResults } from './results.ts'
import { experimentFileRoutes } from './save-routes.ts'
import { createExperimentStore } from './store.ts'

/** How often the progress of a split is published to the window. */
const progressEveryMs = 150

/** Experiments: lists split into variants, and the results of each. */
export function createExperiments(deps: Deps, index: ListIndex | null) {
  const { store, clock, host } = deps
  const kept = createExperimentStore(store, clock.now)
  const results = createExperimentResults(store, clock.now)
  const ending = new AbortController()
  const preview = createSplitPreview(store, kept, ending)
  const working = new Set<Promise<unknown>>()
  const during = <T>(work: Promise<T>): Promise<T> => {
    working.add(work)
    const over = () => void working.delete(work)
    work.then(over, over)
    return work
  }

  const asked = ({ id, listId, plan, seed, mark }: Pick<Experiment, 'id' | 'listId' | 'plan' | 'seed' | 'mark'>) => ({
    id,
    listId,
    plan,
    seed,
    mark,
    steps: kept.steps(id),
  })

  async function apply(id: ExperimentId) {
    const experiment = kept.get(id)
    assertWorkspaceOpen(store, experiment.workspaceId)
    let announcedAt = 0
    const onStep = (done: number, total: number) => {
      if (performance.now() - announcedAt < progressEveryMs && done < total) return
      announcedAt = performance.now()
      deps.announce('experiment.progress', { experimentId: id, done, total })
    }
    const at = new Date(clock.now()).toISOString()
    const applied = await assignVariants(store, asked(experiment), at, { onStep, signal: ending.signal })
    index?.renew(listStateOf(store, experiment.listId))
    return applied
  }

  /** Counts the results and stores them. Counts again if a step was undone meanwhile. */
  async function count(id: ExperimentId) {
    const experiment = kept.get(id)
    const result = await results.count({ ...asked(experiment), workspaceId: experiment.workspaceId })
    ending.signal.throwIfAborted()
    kept.keepResult(id, result)
    return result
  }
  const refresh = createResultRefresher({ store, deps, results, kept, ending, count, during })

  const routes: Handlers<typeof experiments> = {
    'experiments.list': ({ workspaceId }) => {
      const rows = kept.list(workspaceId)
      refresh(rows)
      return rows
    },
    'experiments.ofList': ({ listId }) => kept.ofList(listId),
    'experiments.get': ({ id }) => kept.get(id),
    'experiments.save': ({ id, listId, plan, seed }) => kept.save(id, listId, plan, seed),
    'experiments.preview': (given) => during(preview(given)),
    'experiments.apply': ({ id }) => during(apply(id)),
    'experiments.result': ({ id }) => during(count(id)),
    'experiments.byColumn': ({ id, column, top }) => {
      const experiment = kept.get(id)
      return during(results.byColumn({ ...asked(experiment), workspaceId: experiment.workspaceId }, column, top))
    },
    'experiments.decide': ({ id, decided, winner, note }) => kept.decide(id, decided, winner, note),
    'experiments.remove': ({ id, removed }) => kept.setRemoved(id, removed),
    ...experimentFileRoutes({ store, host, kept, results, during, asked, count }),
  }

  return {
    routes,
    save: kept.save.bind(kept),
    apply,
    /** Running work ends between two steps. An interrupted split is rolled back at the next start. */
    async stop(): Promise<void> {
      ending.abort(new AppError('CANCELLED'))
      await Promise.allSettled(working)
    },
  }
}
