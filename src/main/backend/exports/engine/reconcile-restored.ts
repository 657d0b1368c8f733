/** Reconciles an export of a restored backup: what it sent after the backup is read from Instantly before more is. */
import { isNewTarget } from '#shared/contract/exports/exports.ts'
import { isOver } from '#shared/domain/exports/export-verdict.ts'
import { AppError } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemotePlace, RequestContext } from '../../core/instantly/types.ts'
import { createWorkspaceLookup, placeBits } from '../../leads/gates/in-workspace.ts'
import type { BatchStore } from './batch-store.ts'
import type { Batch } from './cut-batch.ts'
import type { LeadBodies } from './lead-body.ts'
import { possibleRefusals } from './refusals.ts'
import type { Run, RunStore } from './run-store.ts'
import type { RemoteLeadOutcome } from './settle-batch.ts'
import { isTargetGone, leadFilterOf } from './target-place.ts'

/** Batches are sent in order, some concurrently: after this many with nothing there, no later one can be. */
const emptyInARow = 32
/** Instantly's timestamps may be truncated to seconds and our clock may be off. */
const clockToleranceMs = 60_000

type Parts = { readonly runs: RunStore; readonly batches: BatchStore; readonly bodies: LeadBodies }

/**
 * Leads found in the campaign count as uploaded, the others as not sent yet. `since`: when the backup was made. Sends
 * nothing, and may be interrupted and repeated.
 */
export async function reconcileRestored(
  deps: Pick<Deps, 'instantly' | 'clock' | 'store'>,
  { runs, batches, bodies }: Parts,
  id: ExportId,
  since: string,
): Promise<void> {
  const { workspaceId } = runs.get(id)
  const requestContext: RequestContext = { workspaceId, priority: 'click', requestedBy: `export ${id}` }
  const place = await placeOf(deps, runs, id, requestContext)
  if (place === null) return
  const at = () => new Date(deps.clock.now()).toISOString()
  const leaving = { at: since, aheadMs: deps.instantly.clockAheadMs(workspaceId) }
  const sentFrom = Date.parse(since) + leaving.aheadMs - clockToleranceMs

  for (let empty = 0; empty < emptyInARow; ) {
    const run = runs.get(id)
    if (isOver(run.state)) return
    // Marked as sent, so that after an interruption here the next start settles it by reading.
    const batch = deps.store.raw.transaction(() => batches.cutToRead(run, leaving))()
    if (batch === null) return
    const found = await read(deps, bodies, { run, batch, place, requestContext, sentFrom })
    if (found === null) {
      batches.requeue(batch)
      empty += 1
      continue
    }
    empty = 0
    deps.store.raw.transaction(() => {
      // Leads after the last one found were not reached and become part of new batches.
      let reached = batches.shorten(run, batch, found.lastPosition, found.leadCount)
      for (const unsent of found.unsent) reached = batches.leaveOut(run, reached, unsent)
      const members = bodies.members({ listId: run.listId, exportId: run.id, ...reached })
      batches.reconcileByReading(run, reached, members.map(found.outcomeOf), null, at())
    })()
  }
}

type Stretch = Pick<Batch, 'firstPosition' | 'lastPosition'>
type Found = {
  /** Of the last lead that is there. */
  readonly lastPosition: number
  readonly leadCount: number
  /** Leads before it that are not there. */
  readonly unsent: readonly Stretch[]
  readonly outcomeOf: (lead: { readonly email: string }) => RemoteLeadOutcome
}

async function read(
  deps: Pick<Deps, 'instantly' | 'store'>,
  bodies: LeadBodies,
  of: { run: Run; batch: Batch; place: RemotePlace; requestContext: RequestContext; sentFrom: number },
): Promise<Found | null> {
  const { run, batch, place, requestContext, sentFrom } = of
  const members = bodies.members({ listId: run.listId, exportId: run.id, ...batch })
  const emails = members.map(({ email }) => email)
  const leads = await deps.instantly
    .leads(requestContext, { ...leadFilterOf(place), emails })
    .catch((error: unknown) => (isTargetGone(error) ? [] : Promise.reject(error)))
  const ids = new Map<string, string>()
  const before = new Set<string>()
  for (const { id, email, createdAt } of leads) {
    if (email === null) continue
    const isOurs = isNewTarget(run.settings.target) || createdAt === null || Date.parse(createdAt) >= sentFrom
    if (isOurs) ids.set(email, id)
    else before.add(email)
  }
  // A lead that another export counts as uploaded into this place was left out of this one.
  const others = createWorkspaceLookup(deps.store.raw, run.workspaceId, { place, except: run.id, only: 'target' })
  const [first, end] = [batch.firstPosition, batch.lastPosition]
  const counted = others?.({ listId: run.listId, first, last: end })
  for (const { position, email } of members)
    if (((counted?.get(position) ?? 0) & placeBits.ownTarget) !== 0) ids.delete(email)
  const last = members.findLastIndex(({ email }) => ids.has(email))
  if (last < 0) return null
  const reached = members.slice(0, last + 1)
  const refusals = possibleRefusals(place.kind)
  return {
    lastPosition: members[last]?.position ?? batch.lastPosition,
    leadCount: reached.length,
    unsent: unsentStretches(reached, ids),
    outcomeOf({ email }) {
      const remoteId = ids.get(email)
      if (remoteId !== undefined) return { kind: 'uploaded', remoteId }
      return { kind: 'refused', refusals: before.has(email) ? ['duplicated_leads'] : refusals }
    },
  }
}

function unsentStretches(
  leads: readonly { readonly position: number; readonly email: string }[],
  found: ReadonlyMap<string, string>,
): readonly Stretch[] {
  const stretches: { firstPosition: number; lastPosition: number }[] = []
  let open: (typeof stretches)[number] | null = null
  for (const { position, email } of leads) {
    if (found.has(email)) open = null
    else if (open) open.lastPosition = position
    else stretches.push((open = { firstPosition: position, lastPosition: position }))
  }
  return stretches
}

/** The campaign or lead list; null if it was not created, or if only the operator can say which one it is. */
async function placeOf(
  { instantly, clock }: Pick<Deps, 'instantly' | 'clock'>,
  runs: RunStore,
  id: ExportId,
  requestContext: RequestContext,
): Promise<RemotePlace | null> {
  const run = runs.get(id)
  if (run.campaignStep === 'done') return run.place
  const name = run.campaignName
  const others = runs.idsInUse(run.target, run.workspaceId, run.id)
  const known = new Set(run.campaignsBefore ?? [])
  const from = Date.parse(run.createdAt) - clockToleranceMs + instantly.clockAheadMs(run.workspaceId)
  const named =
    run.target === 'list'
      ? (await instantly.leadLists(requestContext, { name })).map((list) => ({
          ...list,
          status: null,
          createdAt: null,
        }))
      : await instantly.campaigns(requestContext, { name })
  const made = named.filter(
    (one) => !others.has(one.id) && !known.has(one.id) && (one.createdAt === null || Date.parse(one.createdAt) >= from),
  )
  const [only] = made
  if (!only) return null
  if (made.length === 1 && (run.target === 'campaign' || run.campaignStep === 'sent')) {
    const place: RemotePlace = { kind: run.target, id: only.id }
    runs.setPlace(id, place, only.name)
    return place
  }
  const before = named.filter((one) => !made.includes(one)).map((one) => one.id)
  if (run.campaignStep === 'pending') runs.markCampaignSent(id, before, new Date(clock.now()).toISOString())
  runs.setCandidates(
    id,
    made.map((one) => ({ id: one.id, name: one.name, status: one.status })),
  )
  throw new AppError(run.target === 'list' ? 'LEAD_LIST_CREATION_UNCLEAR' : 'CAMPAIGN_CREATION_UNCLEAR', {
    name,
    candidates: made.length,
  })
}
