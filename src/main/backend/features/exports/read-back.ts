import { isNewTarget } from '#shared/contract/exports.ts'
import type { AddLeadsAnswer, Asker, Instantly, RemoteLead, RemotePlace } from '../../instantly/types.ts'
import type { Batch, ReadFate } from './batch-store.ts'
import type { LeadBodies } from './lead-body.ts'
import { possibleRefusals, refusalsOf } from './refusals.ts'
import type { Run } from './run-store.ts'
import { leadsOfPlace } from './target-place.ts'

/** Instantly's clock may be told to a second only, and ours may be off: what is closer than this counts as "since". */
const clockToleranceMs = 5_000

export type ReadBack =
  | { readonly kind: 'carried_out'; readonly fates: readonly ReadFate[] }
  /** Nothing of the batch is there, or only what was there before: the request was not carried out. */
  | { readonly kind: 'not_there' }

/**
 * Settles a batch whose answer was lost by reading the leads of its campaign or lead list: those created since it was sent are uploaded,
 * those known before are duplicates. One lead created since proves that the whole request was carried out.
 */
export async function readBack(
  of: { readonly run: Run; readonly batch: Batch; readonly place: RemotePlace; readonly lost?: AddLeadsAnswer | null },
  asker: Asker,
  parts: { readonly instantly: Instantly; readonly bodies: LeadBodies },
): Promise<ReadBack> {
  const { run, batch, place } = of
  const members = parts.bodies.members({ listId: run.listId, exportId: run.id, ...batch })
  const emails = members.map((member) => member.email)
  const there = await parts.instantly.leads(asker, { ...leadsOfPlace(place), emails })
  const sentAtRemote = Date.parse(batch.sentAt) + parts.instantly.clockAheadMs(run.workspaceId)

  const since = new Map<string, RemoteLead>()
  const before = new Set<string>()
  for (const lead of there) {
    if (lead.email === null) continue
    // What this export made itself held nobody before.
    const isNew =
      isNewTarget(run.settings.target) ||
      lead.createdAt === null ||
      Date.parse(lead.createdAt) >= sentAtRemote - clockToleranceMs
    if (isNew) since.set(lead.email, lead)
    else before.add(lead.email)
  }

  if (since.size === 0 && !members.every((member) => before.has(member.email))) return { kind: 'not_there' }
  const missing = members.length - since.size
  const otherwise = of.lost ? refusalsOf(of.lost.counts, missing) : possibleRefusals(place.kind)
  const fates = members.map((member): ReadFate => {
    const found = since.get(member.email)
    if (found) return { kind: 'uploaded', remoteId: found.id }
    return { kind: 'refused', refusals: before.has(member.email) ? ['duplicated_leads'] : otherwise }
  })
  return { kind: 'carried_out', fates }
}
