/** Archives a whole campaign and compares the archive with Instantly. Continues from its cursors after a crash. */
import type { Archive } from '#shared/contract/campaigns/campaign-edits.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { type ArchiveParts, createArchiveSteps, requestContextOf } from './archive-steps.ts'
import type { ArchiveStore } from './archive-store.ts'
import { createArchiveCheck } from './compare-archive.ts'

type RunningArchive = { readonly campaignId: CampaignId; readonly workspaceId: WorkspaceId }

export function createArchiver(deps: Deps, rows: ArchiveStore, parts: ArchiveParts) {
  const { clock } = deps
  const { queries, store } = parts.campaigns
  const check = createArchiveCheck(deps, rows, parts.campaigns)
  const carryOut = createArchiveSteps(deps, rows, parts, check.compare)
  const log = deps.log('archives')
  /** An archive that is under way continues at every start, and when the disk has room for it again. */
  const job = deps.background.defineJob<RunningArchive>({
    kind: 'archives',
    network: true,
    atOnce: 4,
    next: () => ({ due: rows.running() }),
    of: ({ campaignId, workspaceId }) => ({ key: campaignId, client: workspaceId }),
    async run({ campaignId }, signal) {
      try {
        await carryOut(campaignId, signal)
      } catch (thrown) {
        // When the app quits, the archive continues at the next start; a cancelled one is recorded as such.
        if (signal.aborted) return { end: 'cancelled' }
        const problem = asProblem(thrown, log)
        // The archive keeps its state, and continues from its cursors when the operator resumes.
        if (problem.code === 'CLIENT_PAUSED') return { end: 'blocked', problem }
        if (problem.code === 'CAMPAIGN_NOT_FOUND') store.gone(campaignId, clock.now())
        // If the disk is too full to store even that, the archive still counts as running and is tried again.
        rows.ended(campaignId, 'failed', problem, clock.now())
      } finally {
        if (!signal.aborted) deps.changed('campaigns')
      }
      return { end: 'done' }
    },
  })

  return {
    start(id: CampaignId): Archive {
      const { workspaceId, state } = queries.row(id)
      if (state === 'gone') throw new AppError('CAMPAIGN_GONE')
      if (deps.pauses.isPaused(workspaceId)) throw new AppError('CLIENT_PAUSED')
      if (!job.isRunning(id)) {
        rows.start(id, workspaceId, clock.now())
        void job.run({ campaignId: id, workspaceId })
      }
      return rows.shown(rows.get(id))
    },
    async cancel(id: CampaignId): Promise<Archive> {
      if (rows.get(id).state === 'running') {
        rows.ended(id, 'cancelled', null, clock.now())
        await job.cancel(id)
        deps.changed('campaigns')
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
  }
}
