import { isNewTarget } from '#shared/contract/exports/exports.ts'
import type {
  AddLeadsAnswer,
  AddLeadsCounts,
  Instantly,
  RemoteLead,
  RemotePlace,
  RequestContext,
} from '../../core/instantly/types.ts'
import type { Batch } from './cut-batch.ts'
import type { LeadBodies } from './lead-body.ts'
import { possibleRefusals, refusalsOf } from './refusals.ts'
import type { Run } from './run-store.ts'
import type { RemoteLeadOutcome } from './settle-batch.ts'
import { leadFilterOf } from './target-place.ts'

/** Instantly's timestamps may be cut to seconds and our clock be off: a smaller difference counts as "since". */
const clockToleranceMs = 5_000
/** Most addresses one query can name. */
const maxOfQuickLook = 100

export type ReconciledBatch =
  /**
   * `missing`: how many of its leads were not found and therefore count as rejected. `missingAtEnd`: how many leads
   * come after the last one that was found, some of them missing.
   */
  | {
      readonly kind: 'carried_out'
      readonly outcomes: readonly RemoteLeadOutcome[]
      readonly missing: number
      readonly missingAtEnd: number
    }
  /** Nothing of the batch is there, or only leads that were there before: the request was not carried out. */
  | { readonly kind: 'not_there' }

/**
 * Settles a batch whose answer was lost by reading the leads of its campaign or lead list. Leads created since it was
 * sent count as uploaded, those known before as duplicates. A single lead created since proves that the request was
 * carried out up to that lead. `quick` only looks up the first leads, as long as none is found; what it does not find
 * may still be there or arrive. `lost` is an incomplete answer: the leads it names are uploaded, and if it names all it
 * says it uploaded, the request was carried out.
 */
export async function reconcileBatch(
  of: {
    readonly run: Run
    readonly batch: Batch
    readonly place: RemotePlace
    readonly lost?: AddLeadsAnswer | null
    readonly quick?: boolean
  },
  requestContext: RequestContext,
  parts: { readonly instantly: Instantly; readonly bodies: LeadBodies },
): Promise<ReconciledBatch> {
  const { run, batch, place } = of
  const members = parts.bodies.members({ listId: run.listId, exportId: run.id, ...batch })
  const emails = members.map((member) => member.email)
  const find = (some: readonly string[]) =>
    parts.instantly.leads(requestContext, { ...leadFilterOf(place), emails: some })
  if (of.quick && emails.length > maxOfQuickLook && (await find(emails.slice(0, maxOfQuickLook))).length === 0)
    return { kind: 'not_there' }
  const there = await find(emails)
  // The offset at that time, because the computer's clock may have been corrected since.
  const aheadMs = batch.aheadMs ?? parts.instantly.clockAheadMs(run.workspaceId)
  const sentAtRemote = Date.parse(batch.sentAt) + aheadMs

  const since = new Map<string, RemoteLead>()
  const before = new Set<string>()
  for (const lead of there) {
    if (lead.email === null) continue
    // A target that this export created contained nobody before.
    const isNew =
      isNewTarget(run.settings.target) ||
      lead.createdAt === null ||
      Date.parse(lead.createdAt) >= sentAtRemote - clockToleranceMs
    if (isNew) since.set(lead.email, lead)
    else before.add(lead.email)
  }

  const { lost = null } = of
  const named = new Map(lost?.created.map((lead) => [lead.index, lead.id]))
  const isCarriedOut = lost !== null && named.size >= lost.counts.leads_uploaded
  if (!isCarriedOut && since.size === 0 && !members.every((member) => before.has(member.email)))
    return { kind: 'not_there' }
  const ids = members.map((member, index) => named.get(index) ?? since.get(member.email)?.id ?? null)
  const uploaded = ids.filter((id) => id !== null).length
  const otherwise = lost
    ? refusalsOf(withoutOwn(lost.counts, uploaded - lost.counts.leads_uploaded), members.length - uploaded)
    : possibleRefusals(place.kind)
  let unseen = 0
  const outcomes = members.map((member, index): RemoteLeadOutcome => {
    const remoteId = ids[index] ?? null
    if (remoteId !== null) return { kind: 'uploaded', remoteId }
    if (before.has(member.email)) return { kind: 'refused', refusals: ['duplicated_leads'] }
    unseen += 1
    return { kind: 'refused', refusals: otherwise }
  })
  const end = 1 + ids.findLastIndex((id) => id !== null)
  const missesAtEnd = members.slice(end).some((member) => !before.has(member.email))
  return { kind: 'carried_out', outcomes, missing: unseen, missingAtEnd: missesAtEnd ? members.length - end : 0 }
}

/** Leads that an earlier try of the request added now count as duplicates or skipped; that many are no rejections. */
function withoutOwn(counts: AddLeadsCounts, own: number): AddLeadsCounts {
  const duplicates = Math.min(counts.duplicated_leads, Math.max(0, own))
  const skipped = Math.min(counts.skipped_count, Math.max(0, own - duplicates))
  return {
    ...counts,
    duplicated_leads: counts.duplicated_leads - duplicates,
    skipped_count: counts.skipped_count - skipped,
  }
}
