import type { ExportSettings } from '#shared/contract/exports.ts'
import { type GateNow, gatesNow } from '#shared/domain/gates.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'
import { type Blocked, createBlocked } from '../blocklist/blocked.ts'
import { blockRevision } from '../blocklist/entries.ts'
import type { TargetCampaign } from '../clients/part-of-campaign.ts'
import { createAtInstantly } from './at-instantly.ts'
import { contactedElsewhere } from './contacted.ts'
import { eitherOf } from './lookups.ts'
import type { MailedDomains } from './mailed-domains.ts'

export type HeldRules = Pick<ExportSettings, 'holdBlocked' | 'holdOtherClients' | 'holdOtherCompanies'> & {
  /** Off: who is in another campaign of the client may be added all the same. Not said: on. */
  readonly skipIfInWorkspace?: boolean | undefined
  /** Where the leads are to go: with it, other parts of the same workspace are other clients. */
  readonly campaign?: TargetCampaign | null | undefined
}
/** Why a ready lead may not go out after all; null where it may. */
export type HeldNow = (email: string) => GateNow | 'other_company' | null

/**
 * Who is held back at the moment an export cuts its leads. Asked anew for each batch: somebody may have opted out, or
 * been written to for another client, since the list was made. Null where nobody can be held.
 */
export function createHeldNow(
  store: Store,
  companies: Pick<MailedDomains, 'asks'>,
): (workspaceId: WorkspaceId, rules: HeldRules) => HeldNow | null {
  const kept = new Map<WorkspaceId, { readonly revision: number; readonly blocked: Blocked | null }>()
  const blockedOf = (workspaceId: WorkspaceId): Blocked | null => {
    const revision = blockRevision(store)
    const known = kept.get(workspaceId)
    if (known?.revision === revision) return known.blocked
    const blocked = createBlocked(store, workspaceId)
    kept.set(workspaceId, { revision, blocked })
    return blocked
  }
  return (workspaceId, rules) => {
    const { holdBlocked = true, holdOtherClients = true, holdOtherCompanies = false, campaign = null } = rules
    const { skipIfInWorkspace = true } = rules
    const blocked = blockedOf(workspaceId)
    const there = holdOtherClients || skipIfInWorkspace ? createAtInstantly(store, workspaceId, campaign) : null
    const elsewhere = holdOtherClients
      ? eitherOf(contactedElsewhere(store.raw, workspaceId, campaign), there, 'elsewhere')
      : null
    // Whom Instantly would leave out as already in the workspace is known before, and named.
    const here = skipIfInWorkspace ? eitherOf(null, there, 'here') : null
    const company = holdOtherCompanies ? companies.asks(workspaceId, campaign) : null
    if (!blocked && !elsewhere && !here && !company) return null
    return (email) => {
      const found = blocked?.(email) ?? null
      if (found === 'opted_out' || (found === 'blocked' && holdBlocked)) return found
      if (elsewhere?.(email)) return 'other_client'
      if (here?.(email)) return 'contacted'
      return company && company(email).length > 0 ? 'other_company' : null
    }
  }
}

/** Ready leads of a list looked at in one go: some ten milliseconds. */
const STEP = 2000

/** Ids of leads by why they are held back, in the order of their list. */
export type HeldLeads = Readonly<Record<GateNow, readonly number[]>>

/** Goes through the ready leads of a list in small steps and finds who would be held back, whatever the rules are. */
export async function heldLeadsOf(store: Store, heldNow: HeldNow | null, listId: number): Promise<HeldLeads> {
  const found = Object.fromEntries(gatesNow.map((gate) => [gate, [] as number[]])) as Record<GateNow, number[]>
  if (!heldNow) return found
  const next = store.raw.prepare<[number, number, number], { id: number; position: number; email: string }>(
    `select id, position, email from lead where list_id = ? and position > ? and gate = 0 and removed = 0
     order by position limit ?`,
  )
  for (let after = 0; ; ) {
    const leads = next.all(listId, after, STEP)
    for (const { id, email } of leads) {
      const gate = heldNow(email)
      if (gate !== null && gate !== 'other_company') found[gate].push(id)
    }
    const last = leads.at(-1)
    if (!last || leads.length < STEP) return found
    after = last.position
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
