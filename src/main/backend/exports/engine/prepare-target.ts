import type { TargetCandidate } from '#shared/contract/exports/exports.ts'
import { compareCopy } from '#shared/domain/campaigns/copy/compare-copy.ts'
import { AppError, hasCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Clock } from '../../core/deps.ts'
import { isProperId, type MayRepeat } from '../../core/instantly/operation.ts'
import type { Instantly, RemoteCampaign, RemotePlace, RequestContext } from '../../core/instantly/types.ts'
import { buildCampaignBody } from './build-campaign.ts'
import type { Run, RunStore } from './run-store.ts'
import type { SeenCampaigns } from './seen-campaigns.ts'
import { chosenPlace, creationUnclearCode } from './target-place.ts'

/** Stores a campaign an export created or started, as Instantly returned it, for the screens with campaigns. */
export type StoreCampaign = (workspaceId: WorkspaceId, remote: RemoteCampaign, askedAt: number) => void

/** A campaign carries everything Instantly returned about it. */
type Found = TargetCandidate & { readonly raw?: RemoteCampaign['raw']; readonly createdAt?: string | null }

type Parts = {
  readonly inTransaction: (work: () => void) => void
  readonly runs: RunStore
  readonly instantly: Instantly
  readonly clock: Clock
  readonly seenCampaigns: SeenCampaigns
  /** Stores a campaign as Instantly returned it, in the transaction that stores its id. */
  readonly note: StoreCampaign
  /** Waits before each search for a target whose creation was not answered. The last search decides. */
  readonly lookAfterMs: readonly number[]
}

/** How a new target is created and found; the same for campaigns and lead lists. */
type Creation = {
  /** Reads those with exactly this name from Instantly. */
  readonly named: () => Promise<readonly Found[]>
  /** Those seen a moment ago; null if not known. */
  readonly seen: () => readonly TargetCandidate[] | null
  readonly create: (mayRepeat: MayRepeat) => Promise<Pick<Found, 'id' | 'name'> & Partial<Found>>
}

function creationOf(run: Run, requestContext: RequestContext, parts: Parts): Creation {
  const { runs, instantly, clock, seenCampaigns } = parts
  const { target } = run.settings
  const name = run.campaignName
  if (run.target === 'list') {
    return {
      named: async () =>
        (await instantly.leadLists(requestContext, { name })).map((list) => ({ ...list, status: null })),
      seen: () => null,
      create: (mayRepeat) => instantly.createLeadList(requestContext, name, mayRepeat),
    }
  }
  return {
    named: () => instantly.campaigns(requestContext, { name }),
    seen: () => seenCampaigns.take(run.workspaceId, name),
    create(mayRepeat) {
      if (target.kind !== 'new') throw new AppError('INTERNAL')
      return instantly.createCampaign(
        requestContext,
        buildCampaignBody(target, clock.now(), runs.variablesOf(run.listId)),
        mayRepeat,
      )
    },
  }
}

/**
 * Gives a run its campaign or lead list, which is created exactly once. The existing ones of the same name are stored
 * before the creation request. If its answer is lost, or a new one shows although it was refused for the time being,
 * the single new match with the same emails is adopted. If there is none, or several, or the emails differ, the
 * operator is asked: throws CAMPAIGN_CREATION_UNCLEAR or LEAD_LIST_CREATION_UNCLEAR, with the candidates stored in the
 * run. Safe to call again after a crash.
 */
export async function prepareTarget(run: Run, requestContext: RequestContext, parts: Parts): Promise<RemotePlace> {
  const { runs, clock } = parts
  if (run.campaignStep === 'done' && run.place) return run.place
  const chosen = chosenPlace(run.settings.target)
  if (chosen) return usable(chosen)
  const creation = creationOf(run, requestContext, parts)
  if (run.campaignStep === 'sent') return findCreated(run, requestContext, parts, creation)

  const earlier = run.campaignsBefore
  const before = (earlier === null ? creation.seen() : null) ?? (await creation.named())
  const isCreated = earlier !== null && newOnes(run, earlier, before, parts).length > 0
  const known = isCreated ? earlier : before.map(({ id }) => id)
  runs.markCampaignSent(run.id, known, new Date(clock.now()).toISOString())
  if (isCreated) return findCreated(runs.get(run.id), requestContext, parts, creation)
  const askedAt = clock.now()
  const nothingNew = async () => newOnes(run, known, await creation.named(), parts).length === 0
  let created: Awaited<ReturnType<Creation['create']>>
  try {
    created = await creation.create(nothingNew)
  } catch (error) {
    // It was refused, and the look whether it was created all the same failed: the next try looks first.
    const isUnseen = hasCode(error, 'OUTCOME_UNKNOWN') && error.cause instanceof AppError
    if (hasCode(error, 'OUTCOME_UNKNOWN') && !isUnseen) {
      return findCreated(runs.get(run.id), requestContext, parts, creation)
    }
    // Every other error of the client means that the request was rejected or never sent.
    runs.markCampaignPending(run.id, isUnseen ? 'created' : null)
    throw isUnseen ? error.cause : error
  }
  // One that cannot be stored stays marked as sent, so that the next try finds it and creates no other.
  return settled(run, created, askedAt, parts)
}

/** Those of its name that were not there before and belong to no other run. */
function newOnes<T extends TargetCandidate>(
  run: Run,
  before: readonly string[],
  named: readonly T[],
  { runs }: Parts,
): readonly T[] {
  const known = new Set(before).union(runs.idsInUse(run.target, run.workspaceId, run.id))
  return named.filter(({ id }) => !known.has(id))
}

async function findCreated(
  run: Run,
  requestContext: RequestContext,
  parts: Parts,
  { named }: Creation,
): Promise<RemotePlace> {
  const { runs, clock, lookAfterMs } = parts
  if (run.candidates.length > 0) throw unclear(run)
  let found: readonly Found[] = []
  let askedAt = clock.now()
  for (const ms of lookAfterMs) {
    await clock.sleep(ms, requestContext.signal)
    askedAt = clock.now()
    found = newOnes(run, run.campaignsBefore ?? [], await named(), parts)
    // Waiting does not make several candidates fewer, but a single one may still turn out to be somebody else's until
    // the last search.
    if (found.length > 1) break
  }
  const [only] = found
  if (found.length === 1 && only && !isOfOthers(run, only, parts)) return settled(run, only, askedAt, parts)
  runs.setCandidates(
    run.id,
    found.map(({ id, name, status }) => ({ id, name, status })),
  )
  throw unclear(runs.get(run.id))
}

/** A campaign of this name with other emails: somebody else created it, and leads added would get those emails. */
function isOfOthers(run: Run, { raw }: Found, { runs, clock }: Parts): boolean {
  const { target } = run.settings
  if (run.target !== 'campaign' || target.kind !== 'new' || target.steps.length === 0) return false
  // If the answer does not include the emails, that is not a difference.
  if (!Array.isArray(raw?.['sequences'])) return false
  const { sequences = [] } = buildCampaignBody(target, clock.now(), runs.variablesOf(run.listId))
  return compareCopy(sequences[0]?.steps ?? [], raw).length > 0
}

function settled(
  run: Run,
  { id, name, status = null, raw, createdAt = null }: Pick<Found, 'id' | 'name'> & Partial<Found>,
  askedAt: number,
  { runs, note, inTransaction }: Pick<Parts, 'runs' | 'note' | 'inTransaction'>,
): RemotePlace {
  const place = usable({ kind: run.target, id })
  inTransaction(() => {
    runs.setPlace(run.id, place, name)
    if (run.target === 'campaign' && raw && status !== null)
      note(run.workspaceId, { id, name, status, createdAt, raw }, askedAt)
  })
  return place
}

/** Nothing is uploaded into a campaign that could not be read, started or undone afterwards by its id. */
function usable(place: RemotePlace): RemotePlace {
  if (place.kind === 'campaign' && !isProperId(place.id))
    throw new AppError('API_ANSWER_UNREADABLE', { reason: 'unusable_id' })
  return place
}

function unclear(run: Run): AppError {
  return new AppError(creationUnclearCode(run.target), { name: run.campaignName, candidates: run.candidates.length })
}
