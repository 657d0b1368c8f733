/** Routes that save an experiment's assignment and results as files. */
import type { Experiment, ExperimentResult, experiments } from '#shared/contract/exports/experiments.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { ExperimentId } from '#shared/ids.ts'
import { createDemoLookup, offeredFileName } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps, Store } from '../../core/deps.ts'
import type { ListSplitRequest } from './gather.ts'
import { createExperimentResults, type ResultRequest } from './results.ts'
import { saveAssignmentCsv, saveResultCsv } from './save-csv.ts'
import { createExperimentStore } from './store.ts'

export function experimentFileRoutes({
  store,
  host,
  kept,
  results,
  during,
  asked,
  count,
}: {
  readonly store: Store
  readonly host: Deps['host']
  readonly kept: ReturnType<typeof createExperimentStore>
  readonly results: ReturnType<typeof createExperimentResults>
  readonly during: <T>(work: Promise<T>) => Promise<T>
  readonly asked: (one: Experiment) => Omit<ResultRequest, 'workspaceId'> & ListSplitRequest
  readonly count: (id: ExperimentId) => Promise<ExperimentResult>
}): Pick<Handlers<typeof experiments>, 'experiments.saveAssignment' | 'experiments.saveResult'> {
  const isDemo = createDemoLookup(store)

  const saveTo = (experiment: Experiment, what: string) =>
    host.chooseSavePath({
      defaultName: offeredFileName(
        isDemo(experiment.workspaceId),
        `${experiment.plan.name} ${what}.csv`.replaceAll(/[\\/:*?"<>|]/g, ' '),
      ),
    })
  return {
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
}
