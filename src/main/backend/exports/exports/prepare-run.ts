/** A run up to its first batch: its target is made or looked up, and what an earlier process left is settled. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { checkCopy } from './check-copy.ts'
import type { EngineContext } from './engine-context.ts'
import type { Holds } from './hold-run.ts'
import { bodyHead } from './lead-body.ts'
import { askerOf, isOver, type Live } from './live-run.ts'
import { prepareTarget } from './prepare-target.ts'
import type { SettleLost } from './settle-lost.ts'
import type { Tagging } from './tag-campaign.ts'

type Parts = {
  readonly holds: Holds
  readonly tagging: Tagging
  readonly settleLost: SettleLost
  readonly pump: (live: Live) => void
}

export function createPrepareRun(context: EngineContext, { holds, tagging, settleLost, pump }: Parts) {
  const { deps, runs, batches, claims, sightings, telling } = context
  const { clock, instantly } = deps

  async function prepare(live: Live): Promise<void> {
    live.phase = 'preparing'
    try {
      const unsettled = batches.unsettled(live.id)
      if (!(await anybodyLeft(live))) {
        // Nobody may go: nothing is made at Instantly, and nothing is asked of it.
        if (live.run.tagging === 'pending') runs.setTagging(live.id, 'not_wanted')
        runs.moveActivation(live.id, ['pending'], 'not_wanted')
        live.phase = 'sending'
        startSending(live)
        holds.finish(live, 'done', null)
        return
      }
      live.head = bodyHead(await placeOf(live), live.run.settings)
      live.phase = 'sending'
      tagging.begin(live.id, askerOf(live))
      lookAtCopy(live)
      live.holds = 0
      holds.clearHold(live)
      startSending(live)
      for (const batch of unsettled) void settleLost(live, batch, null, 'earlier_process')
      telling.told()
      pump(live)
    } catch (error) {
      live.phase = 'idle'
      if (context.stopping) return
      if (isOver(runs.get(live.id).state)) holds.leave(live)
      else holds.stumble(live, error)
    }
  }

  /** Where its leads go; made at Instantly if it is not there yet. */
  async function placeOf(live: Live) {
    const createsCampaign = live.run.campaignStep === 'pending'
    const askedAt = clock.now()
    const place = await prepareTarget(live.run, askerOf(live), {
      runs,
      instantly,
      clock,
      sightings,
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

  /** Of an export whose target is still to be made: whether anybody goes into it. Passes over those who may not. */
  async function anybodyLeft(live: Live): Promise<boolean> {
    if (live.run.campaignStep !== 'pending') return true
    for (;;) {
      const run = runs.get(live.id)
      if (claims?.wantsMore(run, 0)) await claims.ahead(run)
      const found = batches.passEmpty(run)
      const isClaimed = claims === null || claims.limitOf(run) >= run.rowCount
      if (found === 'leads' || (found === 'none' && isClaimed)) return found === 'leads'
      await nextTurn()
      if (context.stopping || isOver(runs.get(live.id).state)) return true
    }
  }

  /** Beside the leads, so that nobody waits for it. What is to be activated is read right before that. */
  function lookAtCopy(live: Live): void {
    if (live.run.activation !== 'not_wanted') return
    // What goes wrong here is met again, and told, at the end.
    live.copyLook ??= checkCopy(runs.get(live.id), askerOf(live), { runs, instantly, clock }, true).catch(
      () => undefined,
    )
  }

  /** The run is sending from here on, unless the operator stopped it meanwhile. */
  function startSending(live: Live): void {
    live.run = runs.get(live.id)
    if (live.run.state === 'preparing' || live.run.state === 'waiting') {
      runs.markStarted(live.id, context.iso())
      live.run = runs.get(live.id)
      deps.changed('exports')
    }
  }

  return { prepare, startSending }
}
