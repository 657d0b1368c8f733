/** Who of a list's ready leads stays behind after all: counted for the plan, and opened page by page. */
import type { ExportGuard, GuardedLead } from '#shared/contract/exports.ts'
import type { Page } from '#shared/contract/page.ts'
import { type GateNow, gatesNow } from '#shared/domain/gates.ts'
import type { LookupSource } from '#shared/domain/lookups.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import type { TargetCampaign } from '../clients/part-of-campaign.ts'
import { contactsElsewhere, contactsHere } from '../gates/contacted.ts'
import { type createHeldNow, type HeldLeads, type HeldRules, heldLeadsOf } from '../gates/held-now.ts'
import { lookupsFor } from '../gates/lookups.ts'
import { readPlannedList } from './plan.ts'

/** Looks of so many lists are kept, for their pages. */
const LOOKS_KEPT = 3

/** An earlier export of the list is no reason against the next: these are asked when a file comes. */
const atImport: ReadonlySet<LookupSource> = new Set(['own_exports', 'own_events'])

type Look = { readonly found: HeldLeads; readonly campaign: TargetCampaign | null }
type GuardedWish = {
  readonly listId: ListId
  readonly gate: GateNow
  readonly page: { readonly offset: number; readonly limit: number }
}

export type Guard = ReturnType<typeof createGuard>

export function createGuard(deps: Deps, heldNow: ReturnType<typeof createHeldNow>) {
  const { raw } = deps.store
  const looks = new Map<ListId, Look>()
  /** Looks under way, by list and campaign: a plan asks several things at once. */
  const looking = new Map<string, Promise<Look>>()

  const keyOf = (listId: ListId, campaign: TargetCampaign | null) => JSON.stringify([listId, campaign])

  function lookAt(listId: ListId, workspaceId: WorkspaceId, campaign: TargetCampaign | null): Promise<Look> {
    const key = keyOf(listId, campaign)
    const look = lookAnew(listId, workspaceId, campaign).finally(() => {
      if (looking.get(key) === look) looking.delete(key)
    })
    looking.set(key, look)
    return look
  }

  async function lookAnew(listId: ListId, workspaceId: WorkspaceId, campaign: TargetCampaign | null): Promise<Look> {
    const look = { found: await heldLeadsOf(deps.store, heldNow(workspaceId, { campaign }), listId), campaign }
    looks.delete(listId)
    looks.set(listId, look)
    for (const old of looks.keys()) if (looks.size > LOOKS_KEPT) looks.delete(old)
    return look
  }

  return {
    /** Tells who of a list's ready leads would be held back by rules; shares a look that is under way where it can. */
    async heldBy(
      listId: ListId,
      workspaceId: WorkspaceId,
      rules: HeldRules,
    ): Promise<(lead: { readonly id: number; readonly email: string }) => boolean> {
      const { holdBlocked = true, holdOtherClients = true, skipIfInWorkspace = true, campaign = null } = rules
      // A look tells one reason for each lead, and where that one is switched off another may be behind it.
      const isOneEnough = holdBlocked && (holdOtherClients || !skipIfInWorkspace) && !rules.holdOtherCompanies
      if (!isOneEnough) {
        const held = heldNow(workspaceId, rules)
        return ({ email }) => held !== null && held(email) !== null
      }
      const { found } = await (looking.get(keyOf(listId, campaign)) ?? lookAt(listId, workspaceId, campaign))
      const ids = new Set<number>([
        ...found.opted_out,
        ...found.blocked,
        ...(holdOtherClients ? found.other_client : []),
        ...(skipIfInWorkspace ? found.contacted : []),
      ])
      return ({ id }) => ids.has(id)
    },
    /** Who is blocked, opted out or was written to for another client by now. Throws NOT_FOUND. */
    async counts(listId: ListId, campaign: TargetCampaign | null): Promise<ExportGuard> {
      const { workspaceId } = readPlannedList(deps, listId)
      const { found } = await lookAt(listId, workspaceId, campaign)
      return {
        held: gatesNow.map((gate) => ({ gate, count: found[gate].length })),
        lookedAt: lookupsFor(deps.store, workspaceId, {}).lookedAt.filter(({ source }) => !atImport.has(source)),
      }
    },
    /** A page of them, of the look the counts are from. Throws NOT_FOUND. */
    async leads({ listId, gate, page }: GuardedWish): Promise<Page<GuardedLead>> {
      const { workspaceId } = readPlannedList(deps, listId)
      const { found, campaign } = looks.get(listId) ?? (await lookAt(listId, workspaceId, null))
      const ids = found[gate]
      const read = raw.prepare(
        `select id as leadId, email, trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')) as name,
           company_name as companyName from lead where id = ? and email is not null`,
      )
      const rows = ids.slice(page.offset, page.offset + page.limit).flatMap((id): GuardedLead[] => {
        const lead = read.get(id) as Omit<GuardedLead, 'contacts'> | undefined
        if (!lead) return []
        const contacts =
          gate === 'other_client'
            ? contactsElsewhere(deps.store, workspaceId, lead.email, campaign)
            : gate === 'contacted'
              ? contactsHere(deps.store, workspaceId, lead.email, campaign)
              : []
        return [
          {
            ...lead,
            contacts: contacts.map(({ workspaceName, campaignName, at }) => ({ workspaceName, campaignName, at })),
          },
        ]
      })
      return { rows, total: ids.length }
    },
  }
}
