/** Prepares a run for its first batch: creates or finds its target, and settles what an earlier process left open. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isOver } from '#shared/domain/exports/export-verdict.ts'
import { AppError } from '#shared/errors.ts'
import { type ActiveRun, isStopped, requestContextOf } from './active-run.ts'
import { checkCampaignTexts } from './check-copy.ts'
import type { EngineContext } from './engine-context.ts'
import { bodyHead } from './lead-body.ts'
import { prepareTarget } from './prepare-target.ts'
import type { ReconcileLost } from './reconcile-lost.ts'
import type { RunStates } from './run-states.ts'
import type { CampaignTagger } from './tag-campaign.ts'

type Parts = {
  readonly states: RunStates
  readonly tagging: CampaignTagger
  readonly reconcileLost: ReconcileLost
  readonly pump: (live: ActiveRun) => void
}

export function createRunPreparation(context: EngineContext, { states, tagging, reconcileLost, pump }: Parts) {
  const { deps, runs, batches, claims, seenCampaigns, progressPublisher } = context
  const { clock, instantly } = deps

  async function prepare(live: ActiveRun): Promise<void> {
    live.phase = 'preparing'
    try {
      const unsettled = batches.unsettled(live.id)
      if (!(await anybodyLeft(live))) {
        // Nobody may be sent, so no request is made to Instantly at all.
        if (live.run.tagging === 'pending') runs.setTagging(live.id, 'not_wanted')
        runs.moveActivation(live.id, ['pending'], 'not_wanted')
        live.phase = 'sending'
        startSending(live)
        states.finish(live, 'done', null)
        return
      }
      live.head = bodyHead(await placeOf(live), live.run.settings)
      live.phase = 'sending'
      tagging.begin(live.id, requestContextOf(live))
      lookAtCopy(live)
      live.waits = 0
      states.stopWaiting(live)
      startSending(live)
      for (const batch of unsettled) void reconcileLost(live, batch, null, 'earlier_process')
      progressPublisher.publishSoon()
      pump(live)
    } catch (error) {
      live.phase = 'idle'
      if (context.stopping) return
      if (isOver(runs.get(live.id).state)) states.untrack(live)
      else states.handleFailure(live, error)
    }
  }

  /** Where the run's leads go; created at Instantly if it does not exist yet. */
  async function placeOf(live: ActiveRun) {
    const createsCampaign = live.run.campaignStep === 'pending'
    const askedAt = clock.now()
    const place = await prepareTarget(live.run, requestContextOf(live), {
      runs,
      instantly,
      clock,
      seenCampaigns,
      lookAfterMs: context.timings.lookAfterMs,
      note: context.campaigns.note,
      inTransaction: (work) => deps.store.raw.transaction(work)(),
    })
    if (createsCampaign) {
      deps.changed('campaigns', 'remote')
      live.smallCallMs = clock.now() - askedAt
    }
    return place
  }

  /** Whether anybody would be sent by an export still without its target. Skips the leads that must not be sent. */
  async function anybodyLeft(live: ActiveRun): Promise<boolean> {
    if (live.run.campaignStep !== 'pending') return true
    for (;;) {
      const run = runs.get(live.id)
      if (claims?.wantsMore(run, 0)) await claims.ahead(run)
      // The run was stopped meanwhile, so nothing is created for it.
      if (context.stopping || isStopped(runs.get(live.id).state)) throw new AppError('CANCELLED')
      const found = batches.passEmpty(run)
      const isClaimed = claims === null || claims.limitOf(run) >= run.rowCount
      if (found === 'leads' || (found === 'none' && isClaimed)) return found === 'leads'
      await nextTurn()
    }
  }

  /** Runs while leads are sent, so nobody waits for it. A campaign to be started is checked right before instead. */
  function lookAtCopy(live: ActiveRun): void {
    if (live.run.activation !== 'not_wanted') return
    // An error here occurs again, and is reported, at the end of the run.
    live.copyLook ??= checkCampaignTexts(
      runs.get(live.id),
      requestContextOf(live),
      { runs, instantly, clock },
      true,
    ).catch(() => undefined)
  }

  /** The run is sending from here on, unless the operator stopped it meanwhile. */
  function startSending(live: ActiveRun): void {
    live.run = runs.get(live.id)
    if (live.run.state === 'preparing' || live.run.state === 'waiting') {
      runs.markStarted(live.id, context.iso())
      live.run = runs.get(live.id)
      deps.changed('exports')
    }
  }

  return { prepare, startSending }
}
