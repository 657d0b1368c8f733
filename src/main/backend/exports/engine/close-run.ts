/** Ends a run whose batches are all settled: checks the campaign's texts and starts it. */
import { isOver } from '#shared/domain/exports/export-verdict.ts'
import { activate, isStartPending } from './activate.ts'
import { type ActiveRun, canSend, requestContextOf } from './active-run.ts'
import { checkCampaignTexts } from './check-copy.ts'
import type { EngineContext } from './engine-context.ts'
import type { RunStates } from './run-states.ts'
import type { CampaignTagger } from './tag-campaign.ts'

type Parts = {
  readonly states: RunStates
  readonly tagging: CampaignTagger
  /** Called when the start was answered, for work that waited for that. */
  readonly startAnswered: () => void
}

/** Returns a function that closes a run if it has nothing left to do. */
export function createRunCloser(context: EngineContext, { states, tagging, startAnswered }: Parts) {
  const { runs, batches, deps } = context
  const { clock, instantly } = deps

  async function close(live: ActiveRun): Promise<void> {
    try {
      await tagging.finish(live.id, requestContextOf(live))
      await live.copyLook
      await checkCampaignTexts(runs.get(live.id), requestContextOf(live), { runs, instantly, clock })
      await activate(runs.get(live.id), requestContextOf(live), {
        runs,
        instantly,
        clock,
        note: context.campaigns.note,
      })
      live.phase = 'sending'
      // Paused before its campaign was started, so the start is still to come.
      if (!isStartPending(runs.get(live.id).activation)) states.finish(live, 'done', null)
    } catch (error) {
      live.phase = 'sending'
      states.handleFailure(live, error)
    }
    startAnswered()
    closeIfDone(live)
  }

  function closeIfDone(live: ActiveRun): void {
    // After a stop the store may be closed; the next start of the app closes the run instead.
    if (context.stopped || live.phase !== 'sending' || live.inFlight > 0 || live.settling > 0) return
    if (isOver(live.run.state)) {
      states.untrack(live)
      return
    }
    if (!canSend(live)) return
    if (batches.openCount(live.id) > 0 || !batches.allCut(live.run)) return
    live.phase = 'closing'
    void close(live)
  }

  return closeIfDone
}
