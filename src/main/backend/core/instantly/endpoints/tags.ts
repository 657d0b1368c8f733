/** The workspace's custom tags, and their assignment to campaigns. */

import { AppError } from '#shared/errors.ts'
import { checkedId, defineRead, defineWrite } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { mappingPage, type RemoteTag, tagAnswer, taggedAnswer, tagPage } from '../schemas-campaigns.ts'
import type { TagMapping } from '../types.ts'

const ofCampaigns = { countsAs: 'campaigns', aside: 'scope' } as const

/** Resource type of campaigns; the same call can also be about sending accounts. */
const aboutCampaigns = 2

export const tags = defineRead(
  'GET /custom-tags',
  { ...ofCampaigns, scope: 'custom_tags:read', neededFor: 'tags' },
  (send): Promise<readonly RemoteTag[]> =>
    readList({ page: (cursor) => send({ query: pageQuery(cursor), answer: tagPage }), idOf: (row) => row.id }),
)

/** Which campaigns have which tags; of one campaign only if it is given. */
export const tagMappings = defineRead(
  'GET /custom-tag-mappings',
  { ...ofCampaigns, scope: 'custom_tag_mappings:read', neededFor: 'tags' },
  async (send, filter?: { readonly campaignId: string }): Promise<readonly TagMapping[]> => {
    const of = filter ? { resource_ids: filter.campaignId } : {}
    const rows = await readList({
      page: (cursor) => send({ query: { ...pageQuery(cursor), ...of }, answer: mappingPage }),
      idOf: (row) => row.id,
    })
    return rows.flatMap(({ tagId, campaignId }) =>
      // If the filter is ignored, the answer also contains other campaigns.
      campaignId === null || (filter && campaignId !== filter.campaignId) ? [] : [{ tagId, campaignId }],
    )
  },
)

/** Names are unique in a workspace: a taken one is API_REFUSED with status 409. */
export const createTag = defineWrite(
  'POST /custom-tags',
  { ...ofCampaigns, scope: 'custom_tags:create', neededFor: 'new tags' },
  (send, name: string) => send({ body: { label: name }, answer: tagAnswer }),
)

type Tagging = { readonly campaignId: string; readonly tagIds: readonly string[]; readonly assign: boolean }

/** Adds tags to a campaign, or removes them; idempotent. Without an id nothing is sent. The document names no scope. */
export const setTags = defineWrite(
  'POST /custom-tags/toggle-resource',
  { ...ofCampaigns, scope: 'custom_tags:update', neededFor: 'tags of campaigns' },
  async (send, { campaignId, tagIds, assign }: Tagging): Promise<void> => {
    const of = { resource_type: aboutCampaigns, resource_ids: [checkedId(campaignId, 'campaignId')] }
    const unique = [...new Set(tagIds)]
    if (unique.length === 0 || unique.some((id) => id.trim() === '')) {
      throw new AppError('INVALID_INPUT', { field: 'tagIds' })
    }
    await send({ body: { tag_ids: unique, ...of, assign }, answer: taggedAnswer })
  },
)
