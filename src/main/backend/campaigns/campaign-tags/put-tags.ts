/** Puts tags on a campaign at Instantly, making those that are not there. Everything here may be repeated. */
import type { TagChoice } from '#shared/contract/campaigns/campaign-tags.ts'
import { AppError } from '#shared/errors.ts'
import type { Clock } from '../../core/deps.ts'
import type { Instantly, RequestContext } from '../../core/instantly/types.ts'
import type { RemoteTag } from '../../core/instantly/types-campaigns.ts'

type Parts = { readonly instantly: Instantly; readonly clock: Clock }

/** A lost answer is settled by asking for the same again: nothing more can come of it. */
const tries = 3
const pauseMs = 1_000

/**
 * Instantly compares names without the spaces around them. What differs in nothing but capitals is meant too, where
 * nothing else is.
 */
export function findTag(tags: readonly RemoteTag[], name: string): RemoteTag | null {
  const wanted = name.trim()
  const small = wanted.toLowerCase()
  return (
    tags.find((tag) => tag.name.trim() === wanted) ??
    tags.find((tag) => tag.name.trim().toLowerCase() === small) ??
    null
  )
}

const status = (error: unknown): unknown => (error instanceof AppError ? error.data['status'] : null)
const isUnknown = (error: unknown): boolean => error instanceof AppError && error.code === 'OUTCOME_UNKNOWN'

/** The id of the tag of this name: made, or found where it is there already. Throws what Instantly answered. */
async function makeOrFind({ instantly }: Parts, requestContext: RequestContext, name: string): Promise<string> {
  try {
    return (await instantly.createTag(requestContext, name)).id
  } catch (error) {
    // 409: somebody has it. A lost answer: it may be there by now.
    if (status(error) !== 409 && !isUnknown(error)) throw error
    const found = findTag(await instantly.tags(requestContext), name)
    if (!found) throw error
    return found.id
  }
}

/** Ids of tags by their names, those that are not there made. */
async function idsByName(
  parts: Parts,
  requestContext: RequestContext,
  names: readonly string[],
): Promise<readonly string[]> {
  const known = await parts.instantly.tags(requestContext)
  const ids: string[] = []
  for (const name of names) ids.push(findTag(known, name)?.id ?? (await makeOrFind(parts, requestContext, name)))
  return ids
}

/** Sets or takes off tags by id; asks again where the answer was lost. */
export async function setRepeatably(
  { instantly, clock }: Parts,
  requestContext: RequestContext,
  of: { readonly campaignId: string; readonly tagIds: readonly string[]; readonly assign: boolean },
): Promise<void> {
  for (let at = 1; ; at += 1) {
    try {
      await instantly.setTags(requestContext, of)
      return
    } catch (error) {
      if (!isUnknown(error) || at >= tries) throw error
      await clock.sleep(pauseMs * at, requestContext.signal)
    }
  }
}

/** Puts tags on a campaign. A tag that went away since it was chosen is made anew under its name. */
export async function putTags(
  parts: Parts,
  requestContext: RequestContext,
  campaignId: string,
  wanted: readonly TagChoice[],
): Promise<void> {
  if (wanted.length === 0) return
  const tagIds: string[] = []
  for (const { id, name } of wanted) tagIds.push(id ?? (await makeOrFind(parts, requestContext, name)))
  try {
    await setRepeatably(parts, requestContext, { campaignId, tagIds, assign: true })
  } catch (error) {
    if (status(error) !== 404) throw error
    // The campaign is gone, which this throws, or one of the tags is.
    await parts.instantly.campaign(requestContext, campaignId)
    const anew = await idsByName(
      parts,
      requestContext,
      wanted.map(({ name }) => name),
    )
    await setRepeatably(parts, requestContext, { campaignId, tagIds: anew, assign: true })
  }
}
