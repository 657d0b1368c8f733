/** What has changed for a list's ready leads since the list was made: counts for the plan's rules, and the leads. */

import type { Page } from '#shared/contract/core/page.ts'
import type { ExportGuard, GuardedLead, SumReason } from '#shared/contract/exports/exports.ts'
import { type RecheckedGate, recheckedGates } from '#shared/domain/leads/import/gates.ts'
import type { LookupSource } from '#shared/domain/leads/import/lookups.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { TargetCampaign } from '../../clients/clients/part-of-campaign.ts'
import type { Deps } from '../../core/deps.ts'
import { contactsElsewhere, contactsHere } from '../../leads/gates/contacted.ts'
import {
  anyPlaceBits,
  type ExclusionRules,
  type ExclusionTarget,
  firstExclusionReason,
} from '../../leads/gates/current-exclusions.ts'
import { createLookups } from '../../leads/gates/lookups.ts'
import { leadNameSql } from '../../leads/lists/lead-name-sql.ts'
import type { ExportSums, SumRequest } from './export-sum.ts'
import { isReady, type LeadSnapshots } from './lead-snapshot.ts'
import { readPlannedList } from './plan.ts'

/** Sources checked at import only: an earlier export of the same list is no reason against another one. */
const atImport: ReadonlySet<LookupSource> = new Set(['own_exports', 'own_events'])

export type Guard = ReturnType<typeof createExportGuard>

/** A campaign that is still to be created has no place yet. */
export const targetOf = (campaign: TargetCampaign | null): ExclusionTarget => ({
  place: campaign?.remoteId ? { kind: 'campaign', id: campaign.remoteId } : null,
  campaign,
})

export function createExportGuard(
  deps: Deps,
  parts: { readonly leadSnapshots: LeadSnapshots; readonly sums: ExportSums },
) {
  const { raw } = deps.store
  const read = raw.prepare<[number, number], Omit<GuardedLead, 'contacts'>>(
    `select id as leadId, email, ${leadNameSql()} as name,
       company_name as companyName from lead where list_id = ? and position = ? and email is not null`,
  )

  return {
    /** Which ready leads of a list the rules would hold back. Shares a scan already in progress. */
    async heldBy(
      listId: ListId,
      workspaceId: WorkspaceId,
      { campaign = null, ...rules }: ExclusionRules & { readonly campaign?: TargetCampaign | null | undefined },
    ): Promise<(lead: { readonly position: number }) => boolean> {
      const target = targetOf(campaign)
      const look = await parts.leadSnapshots.of(listId, workspaceId, target, rules.holdOtherCompanies ?? false)
      return ({ position }) => firstExclusionReason(look.bitsAt[position] ?? 0, rules) !== null
    },
    /**
     * Counts leads that are now blocked, opted out, contacted for another client, or present elsewhere in the
     * workspace. Throws NOT_FOUND.
     */
    async counts(listId: ListId, campaign: TargetCampaign | null): Promise<ExportGuard> {
      const { workspaceId } = readPlannedList(deps, listId)
      const look = await parts.leadSnapshots.of(listId, workspaceId, targetOf(campaign))
      const counts = new Map<string, number>()
      for (let at = 1; at < look.bitsAt.length; at += 1) {
        const reason = isReady(look, at) ? firstExclusionReason((look.bitsAt[at] ?? 0) & ~anyPlaceBits, {}) : null
        if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
      }
      return {
        held: recheckedGates.map((gate: RecheckedGate) => ({ gate, count: counts.get(gate) ?? 0 })),
        lookedAt: createLookups(deps.store, workspaceId, {}).lookedAt.filter(({ source }) => !atImport.has(source)),
      }
    },
    /** One page of the leads behind a line of the sum. Throws NOT_FOUND. */
    async leads(
      asked: SumRequest & {
        readonly reason: SumReason
        readonly page: { readonly offset: number; readonly limit: number }
      },
    ): Promise<Page<GuardedLead>> {
      const { reason, page, ...sum } = asked
      const { workspaceId } = readPlannedList(deps, asked.listId)
      const positions = await parts.sums.positions(sum, reason)
      const rows = positions.slice(page.offset, page.offset + page.limit).flatMap((position): GuardedLead[] => {
        const lead = read.get(asked.listId, position)
        if (!lead) return []
        const contacts =
          reason === 'other_client'
            ? contactsElsewhere(deps.store, workspaceId, lead.email, asked.campaign)
            : reason === 'contacted' || reason === 'in_workspace'
              ? contactsHere(deps.store, workspaceId, lead.email, asked.campaign)
              : []
        return [
          {
            ...lead,
            contacts: contacts.map(({ workspaceName, campaignName, at }) => ({ workspaceName, campaignName, at })),
          },
        ]
      })
      return { rows, total: positions.length }
    },
  }
}
