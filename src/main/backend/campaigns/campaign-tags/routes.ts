import type { campaignTags, TagChoice } from '#shared/contract/campaigns/campaign-tags.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { compareNames } from '#shared/domain/core/name-order.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { createOneAtATimeOf } from '../../core/lib/one-at-a-time.ts'
import type { CampaignStore } from '../campaigns/campaign-store.ts'
import type { CampaignQueries } from '../campaigns/queries.ts'
import { assignTags, findTag, setTagsWithRetry } from './assign-tags.ts'

/** Routes for tags of campaigns: changed at Instantly first; only what Instantly then returns is stored here. */
export function campaignTagRoutes(
  deps: Deps,
  campaigns: { readonly store: CampaignStore; readonly queries: CampaignQueries },
): Handlers<typeof campaignTags> {
  const { instantly, clock } = deps
  const { store, queries } = campaigns
  /** Changes run in turn: of two concurrent ones, the older reading could be stored last. */
  const inTurn = createOneAtATimeOf()

  async function change(requestContext: RequestContext, remoteId: string, tag: TagChoice, on: boolean): Promise<void> {
    if (on) return assignTags(deps, requestContext, remoteId, [tag])
    const found = tag.id ?? findTag(await instantly.tags(requestContext), tag.name)?.id
    // A tag that is not listed is not assigned to anything either.
    if (found === undefined) return
    try {
      await setTagsWithRetry(deps, requestContext, { campaignId: remoteId, tagIds: [found], assign: false })
    } catch (error) {
      if (!isRefused(error, 404)) throw error
      // Either the campaign is gone, in which case this throws, or the tag is, with all its assignments.
      await instantly.campaign(requestContext, remoteId)
    }
  }

  /** Returns the campaign's tags afterwards, as read from Instantly; null if they cannot be read. */
  async function readNames(requestContext: RequestContext, remoteId: string): Promise<readonly string[] | null> {
    try {
      const [tags, mappings] = await Promise.all([
        instantly.tags(requestContext),
        instantly.tagMappings(requestContext, { campaignId: remoteId }),
      ])
      const own = new Set(mappings.map(({ tagId }) => tagId))
      return tags.filter(({ id }) => own.has(id)).map(({ name }) => name)
    } catch (error) {
      if (error instanceof AppError) return null
      throw error
    }
  }

  async function set(id: CampaignId, tag: TagChoice, on: boolean): Promise<void> {
    const { workspaceId, remoteId, state, tags } = queries.row(id)
    if (state === 'gone') throw new AppError('CAMPAIGN_GONE')
    const requestContext: RequestContext = { workspaceId, priority: 'click', requestedBy: 'tag campaign' }
    try {
      await change(requestContext, remoteId, tag, on)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'CAMPAIGN_NOT_FOUND') throw error
      store.gone(id, clock.now())
      throw new AppError('CAMPAIGN_GONE', error.data, { cause: error })
    }
    const others = (tags ?? []).filter((name) => name !== tag.name)
    const said = await readNames(requestContext, remoteId)
    store.putTagsOf(workspaceId, remoteId, said ?? (on ? [...others, tag.name] : others))
  }

  return {
    'campaignTags.list': async ({ workspaceId }) => {
      const tags = await instantly.tags({ workspaceId, priority: 'click', requestedBy: 'tags' })
      return tags.map(({ id, name }) => ({ id, name: name.trim() })).toSorted((a, b) => compareNames(a.name, b.name))
    },
    'campaignTags.set': async ({ campaignId, tag, on }) => {
      await inTurn(campaignId, () => set(campaignId, tag, on))
      return queries.row(campaignId)
    },
  }
}
