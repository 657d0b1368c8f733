/** Archives a whole campaign and compares the archive with Instantly. Continues from its cursors after a crash. */
import type { Archive } from '#shared/contract/campaigns/campaign-edits.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { type ArchiveParts, createArchiveSteps, requestContextOf } from './archive-steps.ts'
import type { ArchiveStore } from './archive-store.ts'
import { createArchiveCheck } from './compare-archive.ts'

export function createArchiver(deps: Deps, rows: ArchiveStore, parts: ArchiveParts) {
  const { clock } = deps
  const { queries, store } = parts.campaigns
  const check = createArchiveCheck(deps, rows, parts.campaigns)
  const carryOut = createArchiveSteps(deps, rows, parts, check.compare)
  const log = deps.log('archives')
  const working = new Map<CampaignId, { readonly abort: AbortController; readonly work: Promise<void> }>()
  let stopped = false

  function run(id: CampaignId): void {
    if (working.has(id) || stopped) return
    const abort = new AbortController()
    const work = carryOut(id, abort.signal)
      .catch((thrown: unknown) => {
        // When the app quits, the archive continues at the next start; a cancelled one is recorded as such.
        if (abort.signal.aborted) return
        const problem = asProblem(thrown, log)
        // The archive keeps its state, and continues from its cursors when the operator resumes.
        if (problem.code === 'CLIENT_PAUSED') return
        if (problem.code === 'CAMPAIGN_NOT_FOUND') store.gone(id, clock.now())
        rows.ended(id, 'failed', problem, clock.now())
      })
      // The disk may be too full to store even that. The archive still counts as running and is resumed later.
      .catch((error: unknown) => void asProblem(error, log))
      .finally(() => {
        working.delete(id)
        if (!stopped) deps.changed('campaigns')
      })
    working.set(id, { abort, work })
  }

  return {
    /** Resumes archives interrupted by the app quitting. */
    resumeAll(): void {
      if (!deps.online()) return
      for (const { campaignId, workspaceId } of rows.running()) if (!deps.pauses.isPaused(workspaceId)) run(campaignId)
    },
    start(id: CampaignId): Archive {
      const { workspaceId, state } = queries.row(id)
      if (state === 'gone') throw new AppError('CAMPAIGN_GONE')
      if (deps.pauses.isPaused(workspaceId)) throw new AppError('CLIENT_PAUSED')
      if (!working.has(id)) {
        rows.start(id, workspaceId, clock.now())
        run(id)
      }
      return rows.shown(rows.get(id))
    },
    async cancel(id: CampaignId): Promise<Archive> {
      const job = working.get(id)
      if (rows.get(id).state === 'running') {
        rows.ended(id, 'cancelled', null, clock.now())
        job?.abort.abort()
        await job?.work
      }
      return rows.shown(rows.get(id))
    },
    /** Checks again right before the deletion. Throws ARCHIVE_NOT_SAFE if anything changed since the comparison. */
    async stillSafe(id: CampaignId): Promise<void> {
      const row = rows.find(id)
      if (!row || row.safe === 0) throw new AppError('ARCHIVE_NOT_SAFE')
      const requestContext: RequestContext = { ...requestContextOf(row), priority: 'click' }
      if (await check.isSame(row, requestContext)) return
      rows.unsafe(id)
      deps.changed('campaigns')
      throw new AppError('ARCHIVE_NOT_SAFE')
    },
    async stop(): Promise<void> {
      stopped = true
      for (const { abort } of working.values()) abort.abort()
      await Promise.allSettled([...working.values()].map(({ work }) => work))
    },
  }
}
