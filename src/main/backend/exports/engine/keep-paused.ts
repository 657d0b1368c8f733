import { campaignStatus, isSending } from '#shared/domain/campaigns/campaign-state.ts'
import { AppError, hasCode } from '#shared/errors.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteCampaign } from '../../core/instantly/types.ts'
import { createBlackoutStore } from '../blackout-dates/blackout-store.ts'
import type { RunStore } from './run-store.ts'

type Options = {
  /** Waits before each retry; the last one repeats. */
  readonly retryAfterMs: readonly number[]
  /** Whether a request to start the campaign may be in flight, in which case its answer is awaited first. */
  readonly isStarting: (id: ExportId) => boolean
  /** Receives the campaign as Instantly returned it after the pause. */
  readonly noteCampaign: (workspaceId: WorkspaceId, campaign: RemoteCampaign) => void
}

const atRest: ReadonlySet<number> = new Set([campaignStatus.draft, campaignStatus.paused, campaignStatus.completed])

/**
 * Takes back the start of a campaign. A start that was not requested yet is cancelled. One that was requested is
 * followed by a pause, which is stored first and repeated until Instantly shows that the campaign is not sending.
 */
export function createKeepPaused(deps: Deps, runs: RunStore, { retryAfterMs, isStarting, noteCampaign }: Options) {
  const { instantly } = deps
  const rests = createBlackoutStore(deps.store)

  function kept(id: ExportId): void {
    runs.moveActivation(id, ['stopping'], 'kept')
    deps.changed('exports', 'campaigns')
  }

  async function pause(workspaceId: WorkspaceId, campaignId: string, signal: AbortSignal): Promise<void> {
    const requestContext = { workspaceId, priority: 'click', requestedBy: 'keep paused', signal } as const
    let found = await instantly.campaign(requestContext, campaignId)
    // A campaign that Instantly stopped may resume once its accounts are healthy again, so it is paused too.
    if (!atRest.has(found.status)) found = await instantly.pauseCampaign(requestContext, campaignId)
    if (isSending(found.status)) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'not_paused' })
    noteCampaign(workspaceId, found)
  }

  const job = deps.background.defineJob<ExportId>({
    kind: 'keep_paused',
    whilePaused: true,
    network: true,
    atOnce: 8,
    waitsMs: retryAfterMs,
    next: () => ({ due: runs.stoppingIds().filter((id) => !isStarting(id)) }),
    of: (id) => ({ key: id, client: runs.get(id).workspaceId }),
    async run(id, signal) {
      const { activation, workspaceId, campaignId } = runs.get(id)
      if (activation !== 'stopping') return { end: 'cancelled' }
      try {
        if (campaignId !== null) await pause(workspaceId, campaignId, signal)
      } catch (error) {
        // A campaign that no longer exists sends nothing.
        if (!hasCode(error, 'CAMPAIGN_NOT_FOUND')) throw error
      }
      kept(id)
      return { end: 'done' }
    },
  })

  return {
    /** Covers all campaigns of the export. Stored before any request. Works while the client is paused, too. */
    keep(id: ExportId): void {
      const all = runs.zonesOf(runs.get(id)).map((zone) => zone.id)
      const pressed = all.includes(id) ? all : [id]
      deps.store.raw.transaction(() => {
        for (const each of pressed) {
          runs.moveActivation(each, ['pending'], 'kept')
          runs.moveActivation(each, ['sent', 'done'], 'stopping')
          const { workspaceId, campaignId } = runs.get(each)
          // If it is paused for a blackout date, it would be started again after that day.
          if (campaignId !== null) rests.leave(workspaceId, campaignId, deps.clock.now())
        }
      })()
      deps.changed('exports')
      for (const each of pressed) if (!isStarting(each)) void job.run(each)
    },
    /** Wakes work that waited for the answer to a start. */
    startAnswered: job.look,
  }
}
