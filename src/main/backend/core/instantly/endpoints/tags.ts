/** The workspace's custom tags, and which campaigns have them. */
import { AppError } from '#shared/errors.ts'
import { type Caller, jsonBody } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { doneAnswer } from '../schemas.ts'
import { mappingPage, tagAnswer, tagPage } from '../schemas-campaigns.ts'
import type { RemoteTag, TagMapping } from '../types-campaigns.ts'
import { campaignPath } from './campaigns.ts'

const read = { method: 'GET', write: false } as const

/** Of a tag the same call may be about campaigns or sending accounts. */
const aboutCampaigns = 2

export function tags(call: Caller): Promise<readonly RemoteTag[]> {
  return readList({
    page: (cursor) =>
      call({
        ...read,
        name: 'tags',
        path: '/custom-tags',
        query: pageQuery(cursor),
        patience: 'read',
        answer: tagPage,
      }),
    idOf: (row) => row.id,
  })
}

/** Which campaigns have which tags; only of one campaign where it is named. */
export async function tagMappings(
  call: Caller,
  filter?: { readonly campaignId: string },
): Promise<readonly TagMapping[]> {
  const rows = await readList({
    page: (cursor) =>
      call({
        ...read,
        name: 'tagMappings',
        path: '/custom-tag-mappings',
        query: { ...pageQuery(cursor), ...(filter ? { resource_ids: filter.campaignId } : {}) },
        patience: 'read',
        answer: mappingPage,
      }),
    idOf: (row) => row.id,
  })
  return rows.flatMap(({ tagId, campaignId }) =>
    // A filter that is not heeded tells of other campaigns too.
    campaignId === null || (filter && campaignId !== filter.campaignId) ? [] : [{ tagId, campaignId }],
  )
}

/** Names are unique in a workspace: one that is there is refused with 409. */
export function createTag(call: Caller, name: string): Promise<RemoteTag> {
  return call({
    name: 'createTag',
    method: 'POST',
    path: '/custom-tags',
    body: jsonBody({ label: name }),
    write: true,
    patience: 'write',
    answer: tagAnswer,
  })
}

/** Puts tags on one campaign, or takes them off. Without an id nothing is sent; repeated it changes nothing more. */
export async function setTags(
  call: Caller,
  of: { readonly campaignId: string; readonly tagIds: readonly string[]; readonly assign: boolean },
): Promise<void> {
  campaignPath(of.campaignId)
  const tagIds = [...new Set(of.tagIds)]
  if (tagIds.length === 0 || tagIds.some((id) => id.trim() === '')) {
    throw new AppError('INVALID_INPUT', { field: 'tagIds' })
  }
  await call({
    name: 'setTags',
    method: 'POST',
    path: '/custom-tags/toggle-resource',
    body: jsonBody({
      tag_ids: tagIds,
      resource_type: aboutCampaigns,
      resource_ids: [of.campaignId],
      assign: of.assign,
    }),
    write: true,
    patience: 'write',
    answer: doneAnswer,
  })
}
