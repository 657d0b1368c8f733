import { campaignStatus } from '#shared/domain/campaigns/campaign-state.ts'
import { AppError } from '#shared/errors.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteCampaign } from '../../core/instantly/types.ts'
import type { RunStore } from './run-store.ts'

const sending: ReadonlySet<number> = new Set([campaignStatus.running, campaignStatus.subsequences])

type Options = {
  readonly retryAfterMs: readonly number[]
  /** Whether the start of its campaign may be on its way right now: that answer is awaited first. */
  readonly isStarting: (id: ExportId) => boolean
  /** What Instantly said of a campaign after it was paused. */
  readonly told: (workspaceId: WorkspaceId, campaign: RemoteCampaign) => void
}

/**
 * Takes back the start of a campaign: one that was not asked for is never asked for, one that was is followed by a pause,
 * which is written down before and repeated until Instantly shows the campaign at rest.
 */
export function createKeepPaused(deps: Deps, runs: RunStore, options: Options) {
  const { instantly } = deps
  const log = deps.log('exports')
  const working = new Set<ExportId>()
  const waiting = new Map<ExportId, ReturnType<typeof setTimeout>>()
  const failures = new Map<ExportId, number>()
  const abort = new AbortController()

  async function pause(id: ExportId): Promise<void> {
    const run = runs.get(id)
    if (run.campaignId === null) return
    const asker = {
      workspaceId: run.workspaceId,
      priority: 'click',
      askedBy: 'keep paused',
      signal: abort.signal,
    } as const
    let found = await instantly.campaign(asker, run.campaignId)
    if (sending.has(found.status)) found = await instantly.pauseCampaign(asker, run.campaignId)
    if (sending.has(found.status)) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'not_paused' })
    options.told(run.workspaceId, found)
    runs.moveActivation(id, ['stopping'], 'kept')
    deps.changed('exports', 'campaigns')
  }

  /** Does what is still to be done of it; a failure is tried again, later and later. By itself not while the client is paused. */
  async function carryOn(id: ExportId, isClick = false): Promise<void> {
    if (working.has(id) || abort.signal.aborted || options.isStarting(id)) return
    const { activation, workspaceId } = runs.get(id)
    if (activation !== 'stopping' || (!isClick && deps.pauses.isPaused(workspaceId))) return
    clearTimeout(waiting.get(id))
    waiting.delete(id)
    working.add(id)
    try {
      await pause(id)
      failures.delete(id)
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'INTERNAL'
      if (code === 'CANCELLED') return
      if (code === 'CAMPAIGN_NOT_FOUND') {
        // What is not there sends nothing.
        runs.moveActivation(id, ['stopping'], 'kept')
        deps.changed('exports')
        return
      }
      const failed = (failures.get(id) ?? 0) + 1
      failures.set(id, failed)
      log.warn('campaign not paused yet', { export: id, code })
      const { retryAfterMs } = options
      const timer = setTimeout(
        () => void carryOn(id),
        retryAfterMs[Math.min(failed, retryAfterMs.length) - 1] ?? 60_000,
      )
      timer.unref?.()
      waiting.set(id, timer)
    } finally {
      working.delete(id)
    }
  }

  return {
    /** Of all campaigns of the press; written down before anything is asked of Instantly. */
    keep(id: ExportId): void {
      const all = runs.zonesOf(runs.get(id)).map((zone) => zone.id)
      const pressed = all.includes(id) ? all : [id]
      for (const each of pressed) {
        runs.moveActivation(each, ['pending'], 'kept')
        runs.moveActivation(each, ['sent', 'done'], 'stopping')
      }
      deps.changed('exports')
      for (const each of pressed) void carryOn(each, true)
    },
    carryOn: (id: ExportId): Promise<void> => carryOn(id),
    /** Goes on with what an earlier process, or a missing network, left undone. */
    carryOnAll(): void {
      for (const id of runs.stoppingIds()) void carryOn(id)
    },
    stop(): void {
      abort.abort()
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}
