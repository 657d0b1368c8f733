/** Assigns tags to a campaign at Instantly, creating missing ones. All functions are idempotent. */

import type { TagChoice } from '#shared/contract/campaigns/campaign-tags.ts'
import { AppError, hasCode } from '#shared/errors.ts'
import type { Clock } from '../../core/deps.ts'
import type { RemoteTag } from '../../core/instantly/schemas-campaigns.ts'
import type { Instantly, RequestContext } from '../../core/instantly/types.ts'

type Parts = { readonly instantly: Instantly; readonly clock: Clock }

/** After a lost answer the same request is repeated, which is safe. */
const maxAttempts = 3
const pauseMs = 1_000

/** Finds a tag by name. Instantly ignores surrounding spaces; without an exact match, case is ignored. */
export function findTag(tags: readonly RemoteTag[], name: string): RemoteTag | null {
  const wanted = name.trim()
  const small = wanted.toLowerCase()
  return (
    tags.find((tag) => tag.name.trim() === wanted) ??
    tags.find((tag) => tag.name.trim().toLowerCase() === small) ??
    null
  )
}

const statusOf = (error: unknown): unknown => (error instanceof AppError ? error.data['status'] : null)

/** Returns the id of the tag with this name, which is created or found. Throws Instantly's error. */
async function findOrCreateTag({ instantly }: Parts, requestContext: RequestContext, name: string): Promise<string> {
  try {
    return (await instantly.createTag(requestContext, name)).id
  } catch (error) {
    // 409 means that the tag exists. After a lost answer it may exist by now.
    if (statusOf(error) !== 409 && !hasCode(error, 'OUTCOME_UNKNOWN')) throw error
    const found = findTag(await instantly.tags(requestContext), name)
    if (!found) throw error
    return found.id
  }
}

/** Returns the ids of tags by name, creating missing ones. */
async function tagIdsByName(
  parts: Parts,
  requestContext: RequestContext,
  names: readonly string[],
): Promise<readonly string[]> {
  const known = await parts.instantly.tags(requestContext)
  const ids: string[] = []
  for (const name of names) ids.push(findTag(known, name)?.id ?? (await findOrCreateTag(parts, requestContext, name)))
  return ids
}

/** Assigns or removes tags by id; repeats the request after a lost answer. */
export async function setTagsWithRetry(
  { instantly, clock }: Parts,
  requestContext: RequestContext,
  of: { readonly campaignId: string; readonly tagIds: readonly string[]; readonly assign: boolean },
): Promise<void> {
  for (let at = 1; ; at += 1) {
    try {
      await instantly.setTags(requestContext, of)
      return
    } catch (error) {
      if (!hasCode(error, 'OUTCOME_UNKNOWN') || at >= maxAttempts) throw error
      await clock.sleep(pauseMs * at, requestContext.signal)
    }
  }
}

/** Assigns tags to a campaign. A tag deleted since it was chosen is created again under its name. */
export async function assignTags(
  parts: Parts,
  requestContext: RequestContext,
  campaignId: string,
  wanted: readonly TagChoice[],
): Promise<void> {
  if (wanted.length === 0) return
  const tagIds: string[] = []
  for (const { id, name } of wanted) tagIds.push(id ?? (await findOrCreateTag(parts, requestContext, name)))
  try {
    await setTagsWithRetry(parts, requestContext, { campaignId, tagIds, assign: true })
  } catch (error) {
    if (statusOf(error) !== 404) throw error
    // Either the campaign is gone, in which case this throws, or one of the tags is.
    await parts.instantly.campaign(requestContext, campaignId)
    const anew = await tagIdsByName(
      parts,
      requestContext,
      wanted.map(({ name }) => name),
    )
    await setTagsWithRetry(parts, requestContext, { campaignId, tagIds: anew, assign: true })
  }
}
