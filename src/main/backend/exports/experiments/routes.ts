import type { Experiment, experiments } from '#shared/contract/exports/experiments.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { ExperimentPlan } from '#shared/domain/exports/experiments/plan.ts'
import { AppError } from '#shared/errors.ts'
import type { ExperimentId, ListId } from '#shared/ids.ts'
import { demoTeller, savedName } from '../../clients/workspaces/demo-teller.ts'
import type { Deps } from '../../core/deps.ts'
import type { ListIndex } from '../../leads/leads/list-index.ts'
import { assertWorkspaceOpen, stateOf } from '../../leads/leads/queries.ts'
import { applySplit } from './apply.ts'
import type { SplitAsked } from './gather.ts'
import { previewSplit } from './preview.ts'
import { createResults } from './results.ts'
import { saveAssignmentCsv, saveResultCsv } from './save-csv.ts'
import { createExperimentStore } from './store.ts'

/** How often the window hears how far a split is. */
const toldEveryMs = 150

/** Experiments: lists split into variants, and what became of each. */
export function createExperiments(deps: Deps, index: ListIndex | null) {
  const { store, clock, host } = deps
  const kept = createExperimentStore(store, clock.now)
  const results = createResults(store, clock.now)
  const isDemo = demoTeller(store)
  const ending = new AbortController()
  const looking = new Map<ListId, AbortController>()
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
    let toldAt = 0
    const onStep = (done: number, total: number) => {
      if (performance.now() - toldAt < toldEveryMs && done < total) return
      toldAt = performance.now()
      deps.announce('experiment.progress', { experimentId: id, done, total })
    }
    const at = new Date(clock.now()).toISOString()
    const applied = await applySplit(store, asked(experiment), at, { onStep, signal: ending.signal })
    index?.renew(stateOf(store, experiment.listId))
    return applied
  }

  /** Counts and keeps it. What counts is read once more where it was taken back meanwhile. */
  async function count(id: ExperimentId) {
    const experiment = kept.get(id)
    const result = await results.count({ ...asked(experiment), workspaceId: experiment.workspaceId })
    ending.signal.throwIfAborted()
    kept.keepResult(id, result)
    return result
  }

  /** What an experiment's figures were counted from last: counted anew only where that changed. */
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
    const { rowCount } = stateOf(store, listId)
    const known = id === null ? null : kept.get(id)
    const isRunning = known !== null && known.startedAt !== null
    const split: SplitAsked = {
      id,
      listId,
      // Once it began, its own plan counts.
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

  const saveTo = (experiment: Experiment, what: string) =>
    host.chooseSavePath({
      defaultName: savedName(
        isDemo(experiment.workspaceId),
        `${experiment.plan.name} ${what}.csv`.replaceAll(/[\\/:*?"<>|]/g, ' '),
      ),
    })

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
    'experiments.remove': ({ id, removed }) => {
      kept.setRemoved(id, removed)
      return null
    },
    'experiments.saveAssignment': async ({ id }) => {
      const experiment = kept.get(id)
      const path = await saveTo(experiment, 'assignment')
      return path === null ? null : { path, rows: await during(saveAssignmentCsv(store, path, asked(experiment))) }
    },
    'experiments.saveResult': async ({ id, column }) => {
      const experiment = kept.get(id)
      const path = await saveTo(experiment, 'result')
      if (path === null) return null
      const result = await during(count(id))
      const about = { ...asked(experiment), workspaceId: experiment.workspaceId }
      const found = column === null ? null : await during(results.byColumn(about, column, 50))
      const name = column === null ? '' : column.slice(column.indexOf(':') + 1)
      return { path, rows: await saveResultCsv(path, experiment, result, found && { name, found }) }
    },
  }

  return {
    routes,
    save: kept.save.bind(kept),
    apply,
    /** What works ends between two steps; a split that is cut short is put back at the next start. */
    async stop(): Promise<void> {
      ending.abort(new AppError('CANCELLED'))
      await Promise.allSettled(working)
    },
  }
}
