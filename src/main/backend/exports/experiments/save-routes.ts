/** Routes that save an experiment's assignment and results as files. */
import type { Experiment, ExperimentResult, experiments } from '#shared/contract/exports/experiments.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { ExperimentId } from '#shared/ids.ts'
import { saveRows } from '../../clients/workspaces/save-rows.ts'
import type { Deps, Store } from '../../core/deps.ts'
import type { ListSplitRequest } from './gather.ts'
import { createExperimentResults, type ResultRequest } from './results.ts'
import { saveAssignmentCsv, saveResultCsv } from './save-csv.ts'
import { createExperimentStore } from './store.ts'

export function experimentFileRoutes(parts: {
  readonly store: Store
  readonly host: Deps['host']
  readonly kept: ReturnType<typeof createExperimentStore>
  readonly results: ReturnType<typeof createExperimentResults>
  readonly during: <T>(work: Promise<T>) => Promise<T>
  readonly asked: (one: Experiment) => Omit<ResultRequest, 'workspaceId'> & ListSplitRequest
  readonly count: (id: ExperimentId) => Promise<ExperimentResult>
}): Pick<Handlers<typeof experiments>, 'experiments.saveAssignment' | 'experiments.saveResult'> {
  const { store, host, kept, results, during, asked, count } = parts
  const save = ({ workspaceId, plan }: Experiment, what: string, write: (path: string) => Promise<number>) => {
    const name = `${plan.name} ${what}.csv`.replaceAll(/[\\/:*?"<>|]/g, ' ')
    return saveRows({ host, store }, [workspaceId], name, write)
  }
  return {
    'experiments.saveAssignment': ({ id }) => {
      const experiment = kept.get(id)
      return save(experiment, 'assignment', (path) => during(saveAssignmentCsv(store, path, asked(experiment))))
    },
    'experiments.saveResult': ({ id, column }) => {
      const experiment = kept.get(id)
      return save(experiment, 'result', async (path) => {
        const result = await during(count(id))
        const about = { ...asked(experiment), workspaceId: experiment.workspaceId }
        const found = column === null ? null : await during(results.byColumn(about, column, 50))
        const name = column === null ? '' : column.slice(column.indexOf(':') + 1)
        return saveResultCsv(path, experiment, result, found && { name, found })
      })
    },
  }
}
