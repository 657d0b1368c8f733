/** Tags a new campaign as planned, while its leads are sent; they never wait for it. */
import { AppError } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'
import { assignTags } from '../../campaigns/campaign-tags/assign-tags.ts'
import { tagsReadAt } from '../../campaigns/campaigns/read-campaigns.ts'
import { setSetting } from '../../clients/settings/settings-store.ts'
import { isStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { RunStore } from './run-store.ts'

export type CampaignTagger = ReturnType<typeof createCampaignTagger>

export function createCampaignTagger(deps: Deps, runs: RunStore) {
  const log = deps.log('exports')
  const running = new Map<ExportId, Promise<AppError | null>>()

  /** Returns null once the campaign is tagged, otherwise the error, which is also stored with the run. */
  function tag(id: ExportId, requestContext: RequestContext): Promise<AppError | null> {
    const known = running.get(id)
    if (known) return known
    const begun = tryOnce(id, requestContext).finally(() => running.delete(id))
    running.set(id, begun)
    return begun
  }

  async function tryOnce(id: ExportId, requestContext: RequestContext): Promise<AppError | null> {
    const { settings, campaignId } = runs.get(id)
    if (campaignId === null || settings.target.kind !== 'new') return null
    try {
      await assignTags(deps, requestContext, campaignId, settings.target.tags ?? [])
      runs.setTagging(id, 'done')
      // Makes the next sync of the campaign read its tags, however recently they were read.
      setSetting(deps.store, requestContext.workspaceId, tagsReadAt, 0, deps.clock.now())
      deps.changed('exports')
      return null
    } catch (thrown) {
      const known = asProblem(thrown, log)
      log.warn('tags not put on the campaign', { export: id, code: known.code })
      if (known.code === 'CANCELLED' || isStoreError(known)) return known
      runs.setTagging(id, 'failed', { code: known.code, data: known.data })
      deps.changed('exports')
      return known
    }
  }

  return {
    /** Starts tagging if it was not tried yet, without waiting for it. */
    begin(id: ExportId, requestContext: RequestContext): void {
      if (runs.get(id).tagging !== 'pending') return
      tag(id, requestContext).catch((error: unknown) =>
        log.error('tagging fell over', { export: id, error: String(error) }),
      )
    },
    /** Before an export ends: waits for tagging, and retries once if it failed. Throws CANCELLED. */
    async finish(id: ExportId, requestContext: RequestContext): Promise<void> {
      const begun = await running.get(id)
      if (begun?.code === 'CANCELLED') throw begun
      const { tagging } = runs.get(id)
      const problem = tagging === 'pending' || tagging === 'failed' ? await tag(id, requestContext) : null
      if (problem?.code === 'CANCELLED') throw problem
    },
    /** A retry by the operator. Throws Instantly's error, or EXPORT_NOT_POSSIBLE_NOW if there is nothing to tag. */
    async again(id: ExportId): Promise<void> {
      const { workspaceId, state, tagging, campaignId } = runs.get(id)
      if (tagging === 'not_wanted' || tagging === 'done' || campaignId === null) {
        throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state })
      }
      const problem = await tag(id, { workspaceId, priority: 'click', requestedBy: `export ${id}` })
      if (problem) throw problem
    },
  }
}
