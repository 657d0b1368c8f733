/** Routes that control a running export: hold it, continue it, answer its questions, end it. */
import type { exports } from '#shared/contract/exports/exports.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { Deps } from '../core/deps.ts'
import type { ExportEngine } from './engine/engine.ts'
import type { RunStore } from './engine/run-store.ts'
import { creationUnclearCode, targetGoneCode } from './engine/target-place.ts'
import type { LedgerQueries } from './ledger/ledger.ts'
import { readPlannedList } from './plan/plan.ts'

/** Each route returns the export as it is afterwards. */
export function controlRoutes(parts: {
  readonly deps: Deps
  readonly runs: RunStore
  readonly ledger: LedgerQueries
  readonly engine: ExportEngine
  readonly retryFailed: ExportEngine['retryFailed']
}): Pick<
  Handlers<typeof exports>,
  | 'exports.pause'
  | 'exports.resume'
  | 'exports.keepPaused'
  | 'exports.retryFailed'
  | 'exports.cancel'
  | 'exports.answer'
  | 'exports.tagAgain'
> {
  const { deps, runs, ledger, engine, retryFailed } = parts
  return {
    'exports.pause': ({ exportId }) => {
      engine.pause(exportId)
      return ledger.summary(exportId)
    },
    'exports.resume': ({ exportId }) => {
      // No leads are sent from a list that was permanently removed.
      readPlannedList(deps, runs.get(exportId).listId)
      engine.resume(exportId)
      return ledger.summary(exportId)
    },
    'exports.keepPaused': ({ exportId }) => {
      engine.keepPaused(exportId)
      return ledger.summary(exportId)
    },
    'exports.retryFailed': ({ exportId }) => {
      // No leads are sent from a list that was permanently removed.
      readPlannedList(deps, runs.get(exportId).listId)
      retryFailed(exportId)
      return ledger.summary(exportId)
    },
    'exports.cancel': ({ exportId }) => {
      engine.cancel(exportId)
      return ledger.summary(exportId)
    },
    'exports.answer': ({ exportId, answer }) => {
      const run = runs.get(exportId)
      if (run.problem?.code !== creationUnclearCode(run.target)) {
        throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state: run.state })
      }
      if (answer.kind === 'cancel') engine.cancel(exportId)
      else {
        if (answer.kind === 'create_again') runs.markCampaignPending(exportId)
        else {
          const chosen = run.candidates.find((candidate) => candidate.id === answer.id)
          if (!chosen) throw new AppError(targetGoneCode(run.target), { name: run.campaignName })
          runs.setPlace(exportId, { kind: run.target, id: chosen.id }, chosen.name)
        }
        // No leads are sent from a list that was permanently removed.
        readPlannedList(deps, runs.get(exportId).listId)
        engine.resume(exportId)
      }
      return ledger.summary(exportId)
    },
    'exports.tagAgain': async ({ exportId }) => {
      await engine.tagAgain(exportId)
      return ledger.summary(exportId)
    },
  }
}
