/** Erases a person at Instantly: deletes the leads by their ids, and adds the address to the block list if chosen. */
import type { ErasureReceipt } from '#shared/contract/app/people.ts'
import { AppError, hasCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { deletionRechecks } from '../../core/instantly/deleted-leads.ts'
import type { RemoteLead, RemotePlace, RequestContext } from '../../core/instantly/types.ts'

export type RemoteErasure = ErasureReceipt['instantly'][number]

/** Errors that waiting cannot resolve: they are noted in the receipt, and the other clients are still processed. */
const finalErrors = new Set([
  'INSTANTLY_SCOPE_MISSING',
  'INSTANTLY_API_KEY_INVALID',
  'INSTANTLY_API_KEY_MISSING',
  'API_REFUSED',
])

/** Every active client, and whether it has a usable key. */
export function clientsToAsk({
  store,
}: Pick<Deps, 'store'>): readonly { readonly id: WorkspaceId; readonly hasKey: boolean }[] {
  const rows = store.raw
    .prepare(
      `select w.id, exists (select 1 from api_key k where k.workspace_id = w.id and k.removed_at is null
         and k.cipher is not null) as hasKey
       from workspace w where w.archived_at is null and w.demo is null order by w.id`,
    )
    .all() as { id: WorkspaceId; hasKey: 0 | 1 }[]
  return rows.map(({ id, hasKey }) => ({ id, hasKey: hasKey === 1 }))
}

/** Repeatable: it reads first and deletes what it finds. Throws if it should be retried later. */
export async function eraseAtInstantly(
  deps: Deps,
  client: { readonly id: WorkspaceId; readonly hasKey: boolean },
  wanted: { readonly email: string; readonly block: boolean },
  signal: AbortSignal,
): Promise<RemoteErasure> {
  const none = { workspaceId: client.id as number, deleted: 0, left: 0, blocked: false }
  if (!client.hasKey) return { ...none, problem: 'INSTANTLY_API_KEY_MISSING' }
  const requestContext: RequestContext = {
    workspaceId: client.id,
    priority: 'click',
    requestedBy: 'erase a person',
    signal,
  }
  try {
    const deleted = await deleteLeads(deps, requestContext, wanted.email, signal)
    let blocked = false
    if (wanted.block) {
      const known = await deps.instantly.blockEntries(requestContext, wanted.email)
      blocked = known.some(({ value }) => value.trim().toLowerCase() === wanted.email)
      if (!blocked) {
        await deps.instantly.createBlockEntries(requestContext, [wanted.email])
        blocked = true
      }
    }
    return { ...none, ...deleted, blocked, problem: null }
  } catch (error) {
    if (error instanceof AppError && finalErrors.has(error.code)) return { ...none, problem: error.code }
    throw error
  }
}

type Deleted = { readonly deleted: number; readonly left: number }

async function deleteLeads(
  deps: Deps,
  requestContext: RequestContext,
  email: string,
  signal: AbortSignal,
): Promise<Deleted> {
  const asked = new Set<string>()
  /** Ids that Instantly confirmed as deleted. */
  const gone = new Set<string>()
  for (let look = 0; ; look += 1) {
    const found = await deps.instantly.leads(requestContext, { campaignId: null, emails: [email] })
    const there = new Set(found.map(({ id }) => id).filter((id) => !gone.has(id)))
    const placed = await placesOf(
      deps,
      requestContext,
      email,
      found.filter(({ id }) => there.has(id)),
    )
    // The remaining leads are in no campaign and no list.
    if (placed.length === 0) {
      return { deleted: [...asked].filter((id) => !there.has(id)).length, left: there.size }
    }
    // They would still be contacted, so it is retried later.
    if (look === deletionRechecks.most) throw new AppError('API_UNAVAILABLE')
    for (const { place, ids } of placed) {
      for (const id of ids) asked.add(id)
      if (await isDeletionConfirmed(deps, requestContext, place, ids)) for (const id of ids) gone.add(id)
    }
    if (look > 0) await deps.clock.sleep(deletionRechecks.everyMs, signal)
  }
}

/** Whether Instantly confirms that it deleted all. If it reports fewer or does not answer, the next look decides. */
async function isDeletionConfirmed(
  { instantly }: Deps,
  requestContext: RequestContext,
  place: RemotePlace,
  ids: readonly string[],
): Promise<boolean> {
  try {
    return (await instantly.deleteLeads(requestContext, place, ids)) >= ids.length
  } catch (error) {
    if (hasCode(error, 'OUTCOME_UNKNOWN')) return false
    throw error
  }
}

type Placed = { readonly place: RemotePlace; readonly ids: readonly string[] }

const placesOf = async (
  deps: Deps,
  requestContext: RequestContext,
  email: string,
  leads: readonly RemoteLead[],
): Promise<readonly Placed[]> => [
  ...placesInCampaigns(leads),
  ...(await findListPlaces(deps, requestContext, email, leads)),
]

const placesInCampaigns = (leads: readonly RemoteLead[]): readonly Placed[] =>
  [...Map.groupBy(leads, ({ campaignId }) => campaignId)].flatMap(([id, of]) =>
    id === null ? [] : [{ place: { kind: 'campaign', id }, ids: of.map((lead) => lead.id) }],
  )

/** Finds the lists of leads without a campaign, by asking list by list. */
async function findListPlaces(
  deps: Deps,
  requestContext: RequestContext,
  email: string,
  leads: readonly RemoteLead[],
): Promise<readonly Placed[]> {
  const without = new Set(leads.flatMap(({ id, campaignId }) => (campaignId === null ? [id] : [])))
  if (without.size === 0) return []
  const placed: Placed[] = []
  for (const { id } of await deps.instantly.leadLists(requestContext)) {
    const found = await deps.instantly.leads(requestContext, { leadListId: id, emails: [email] })
    const ids = found.map((lead) => lead.id).filter((lead) => without.has(lead))
    if (ids.length > 0) placed.push({ place: { kind: 'list', id }, ids })
  }
  return placed
}
