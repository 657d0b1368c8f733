/** Creates a local campaign at Instantly, exactly once. */
import { type CampaignDraft, hasWantedValue, readDraft } from '#shared/domain/campaigns/campaign-draft.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, LocalCampaignId } from '#shared/ids.ts'
import type { RemoteCampaign, RequestContext } from '../../core/instantly/types.ts'
import type { LocalStore } from './local-store.ts'
import { assertNoProblems, type EditParts } from './save-edit.ts'

/** Creates the campaign, or waits for a creation in progress, so that a double click creates only one. */
export function createCampaignMaker(
  parts: EditParts,
  locals: LocalStore,
): (id: LocalCampaignId) => Promise<CampaignId> {
  const underWay = new Map<LocalCampaignId, Promise<CampaignId>>()
  return (id) => {
    const same = underWay.get(id)
    if (same) return same
    const made = makeCampaign(parts, locals, id).finally(() => underWay.delete(id))
    underWay.set(id, made)
    return made
  }
}

/**
 * Records which campaigns of the name exist before sending the request. If the answer is lost, the only new campaign of
 * that name with the same emails is the one created. If there is none, several, or one with other emails, nothing is
 * created again: it throws CAMPAIGN_CREATION_UNCLEAR, and the next try searches again first.
 */
async function makeCampaign(parts: EditParts, locals: LocalStore, id: LocalCampaignId): Promise<CampaignId> {
  const { deps, campaigns, queries } = parts
  const { instantly, clock } = deps
  const local = locals.get(id)
  if (local.campaignId !== null) return local.campaignId
  assertNoProblems(local.draft)
  if (local.draft.schedules.length === 0) throw new AppError('INVALID_INPUT', { field: 'schedule' })
  const { workspaceId, name } = local
  const requestContext: RequestContext = { workspaceId, priority: 'click', requestedBy: 'create campaign' }

  const storeCreated = (made: RemoteCampaign): CampaignId => {
    campaigns.take(workspaceId, [made], clock.now())
    const found = queries.find(workspaceId, made.id)
    if (!found) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'other_campaign' })
    locals.link(id, found.id)
    return found.id
  }
  const sameNamed = () => instantly.campaigns(requestContext, { name })
  /**
   * Returns the campaign created by a request with a lost answer; null if there is none. One with other emails was
   * created by somebody else.
   */
  const findMade = async (known: readonly string[]): Promise<RemoteCampaign | null> => {
    const named = await sameNamed()
    const others = locals.idsInUse(workspaceId)
    const found = named.filter((one) => !known.includes(one.id) && !others.has(one.id))
    const [only] = found
    if (found.length > 1 || (only && hasOtherEmails(local.draft, only)))
      throw new AppError('CAMPAIGN_CREATION_UNCLEAR', { name, candidates: found.length })
    return only ?? null
  }

  if (local.makingAt !== null) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the store alone
    const known = JSON.parse(local.makingKnown ?? '[]') as string[]
    const made = await findMade(known)
    if (made) return storeCreated(made)
    // The request may still arrive, as one of a process that crashed can be as old as its timeout.
    const now = clock.now()
    // The clock was put back after the request. The wait starts again from now, as otherwise it would last until that
    // time is reached again.
    if (local.makingAt > now) locals.making(id, now, known)
    if (now - local.makingAt < lateMs) throw new AppError('CAMPAIGN_CREATION_UNCLEAR', { name, candidates: 0 })
  }
  const before = (await sameNamed()).map((one) => one.id)
  locals.making(id, clock.now(), before)
  try {
    return storeCreated(await instantly.createCampaign(requestContext, local.body))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'OUTCOME_UNKNOWN') {
      locals.notMade(id)
      throw error
    }
    const made = await findMade(before).catch((found: unknown) => {
      if (found instanceof AppError && found.code === 'CAMPAIGN_CREATION_UNCLEAR') throw found
      return null
    })
    if (made) return storeCreated(made)
    throw new AppError('CAMPAIGN_CREATION_UNCLEAR', { name, candidates: 0 }, { cause: error })
  }
}

/**
 * Whether a campaign has other emails than `wanted`; if Instantly does not return its emails, that is no difference.
 */
function hasOtherEmails(wanted: CampaignDraft, { raw }: RemoteCampaign): boolean {
  return Array.isArray(raw['sequences']) && !hasWantedValue(readDraft(raw).draft, wanted, 'sequences')
}

/** Writes time out after a minute. */
const lateMs = 90_000
