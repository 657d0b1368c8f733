/** Creates a local campaign at Instantly, exactly once. */
import {
  type CampaignDraft,
  changedFields,
  type DraftField,
  hasWantedValue,
  readDraft,
  unreadFields,
} from '#shared/domain/campaigns/campaign-draft.ts'
import { AppError, hasCode } from '#shared/errors.ts'
import type { CampaignId, LocalCampaignId } from '#shared/ids.ts'
import type { RemoteCampaign, RequestContext } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { KnownBefore, LocalCampaign, LocalStore } from './local-store.ts'
import { assertNoProblems, type EditParts, submitEdit } from './save-edit.ts'

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
  const { deps, campaigns, queries, edits } = parts
  const { instantly, clock, store } = deps
  const local = locals.get(id)
  if (local.campaignId !== null) return local.campaignId
  assertNoProblems(local.draft)
  if (local.draft.schedules.length === 0) throw new AppError('INVALID_INPUT', { field: 'schedule' })
  const { workspaceId, name } = local
  const requestContext: RequestContext = { workspaceId, priority: 'click', requestedBy: 'create campaign' }
  const log = deps.log('campaigns')

  /** `sent`: what the campaign was created with; null if the draft was changed after its request. */
  const storeCreated = async (made: RemoteCampaign, sent: CampaignDraft | null): Promise<CampaignId> => {
    campaigns.take(workspaceId, [made], clock.now())
    const found = queries.find(workspaceId, made.id)
    if (!found) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'other_campaign' })
    const opened = readDraft(queries.content(found.id)).draft
    const { draft: wanted, body } = locals.get(id)
    const blind: readonly DraftField[] = readDraft(body).unread.map((part) => unreadFields[part])
    const fields = changedFields(sent ?? opened, wanted).filter((field) => !blind.includes(field))
    // What was saved after the request becomes an edit of the campaign, as nobody sees the local one once it is linked.
    store.raw.transaction(() => {
      locals.link(id, found.id)
      if (fields.length > 0) edits.wish(workspaceId, found.id, { opened, wanted, fields }, clock.now())
    })()
    // The campaign is made; an edit that fails waits there and says why.
    if (fields.length > 0) await submitEdit(parts, found.id, false).catch((error: unknown) => asProblem(error, log))
    return found.id
  }
  /** Returns the campaign of a request with a lost answer, or null. One with other emails is somebody else's. */
  const findMade = async (earlier: KnownBefore): Promise<RemoteCampaign | null> => {
    const named = await instantly.campaigns(requestContext, { name: earlier.name })
    const others = locals.idsInUse(workspaceId)
    const found = named.filter((one) => !earlier.ids.includes(one.id) && !others.has(one.id))
    const [only] = found
    if (found.length > 1 || (only && hasOtherEmails(local.draft, only)))
      throw new AppError('CAMPAIGN_CREATION_UNCLEAR', { name, candidates: found.length })
    return only ?? null
  }

  if (local.makingAt !== null) {
    const known = knownBefore(local)
    const made = await findMade(known)
    if (made) return storeCreated(made, local.changedAt > local.makingAt ? null : local.draft)
    // The request may still arrive, as one of a process that crashed can be as old as its timeout.
    const now = clock.now()
    // The clock was put back after the request. The wait starts again from now, as otherwise it would last until that
    // time is reached again.
    if (local.makingAt > now) locals.making(id, now, known)
    if (now - local.makingAt < lateMs) throw new AppError('CAMPAIGN_CREATION_UNCLEAR', { name, candidates: 0 })
  }
  const before = { name, ids: (await instantly.campaigns(requestContext, { name })).map((one) => one.id) }
  locals.making(id, clock.now(), before)
  let made: RemoteCampaign
  try {
    made = await instantly.createCampaign(requestContext, local.body, async () => (await findMade(before)) === null)
  } catch (error) {
    if (!hasCode(error, 'OUTCOME_UNKNOWN')) {
      locals.notMade(id)
      throw error
    }
    const found = await findMade(before).catch((problem: unknown) => {
      if (hasCode(problem, 'CAMPAIGN_CREATION_UNCLEAR')) throw problem
      return null
    })
    if (!found) throw new AppError('CAMPAIGN_CREATION_UNCLEAR', { name, candidates: 0 }, { cause: error })
    made = found
  }
  return storeCreated(made, local.draft)
}

/** Whether a campaign has other emails than `wanted`; emails Instantly does not return are no difference. */
function hasOtherEmails(wanted: CampaignDraft, { raw }: RemoteCampaign): boolean {
  return Array.isArray(raw['sequences']) && !hasWantedValue(readDraft(raw).draft, wanted, 'sequences')
}

/** The name a campaign was asked for under, as it may be renamed afterwards; formerly only the ids were stored. */
function knownBefore({ name, makingKnown }: LocalCampaign): KnownBefore {
  // Written only by the store.
  const known = JSON.parse(makingKnown ?? '[]') as KnownBefore | readonly string[]
  return 'ids' in known ? known : { name, ids: known }
}

/** Writes time out after a minute. */
const lateMs = 90_000
