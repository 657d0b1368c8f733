/** Checks the leads of a plan against good practice, in one pass in small steps, from the local store. */
import type { CompanyLead, PreflightCheck } from '#shared/contract/exports/preflight.ts'
import { readDraft } from '#shared/domain/campaigns/campaign-draft.ts'
import { countWithoutOptOut } from '#shared/domain/campaigns/copy/sequence.ts'
import { readCampaign } from '#shared/domain/campaigns/read-campaign.ts'
import { estimateBounces } from '#shared/domain/exports/preflight/bounces.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { stepsOfCampaign } from '../../campaigns/sequences/campaign-steps.ts'
import type { TargetCampaign } from '../../clients/clients/part-of-campaign.ts'
import type { Deps } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import type { ExclusionRules } from '../../leads/gates/current-exclusions.ts'
import type { MailedDomains } from '../../leads/gates/mailed-domains.ts'
import { leadNameSql } from '../../leads/lists/lead-name-sql.ts'
import type { Guard } from '../plan/guard.ts'
import { readPlannedList } from '../plan/plan.ts'
import { createCompanyCounts, type Found } from './count-companies.ts'
import { findPastBounces } from './past-bounces.ts'

/** Number of results that are cached for paging through their companies. */
const LOOKS_KEPT = 4

export type PreflightParts = {
  readonly guard: Pick<Guard, 'heldBy'>
  readonly companies: MailedDomains
}
export type PreflightRequest = { readonly listId: ListId; readonly campaign: TargetCampaign | null } & Pick<
  ExclusionRules,
  'holdBlocked' | 'holdOtherClients' | 'holdOtherCompanies'
>

export function createPreflightCheck(deps: Deps, { guard, companies }: PreflightParts) {
  const { raw } = deps.store
  const kept = new Map<string, Found>()
  const pass = createCompanyCounts(deps, guard, companies)
  const checks = raw.prepare<[number], { verdict: string; n: number }>(
    `select c.verdict, count(*) as n from email_check c join verification_run v on v.id = c.run_id
     where v.list_id = ? and c.state = 'done' and c.verdict in ('verified', 'risky', 'invalid') group by c.verdict`,
  )

  const keyOf = (request: PreflightRequest) =>
    JSON.stringify([
      request.listId,
      request.campaign,
      request.holdBlocked ?? true,
      request.holdOtherClients ?? true,
      request.holdOtherCompanies ?? false,
    ])

  async function find(workspaceId: WorkspaceId, request: PreflightRequest): Promise<Found> {
    await companies.catchUp()
    const found = await pass(workspaceId, request)
    const key = keyOf(request)
    kept.delete(key)
    kept.set(key, found)
    for (const old of kept.keys()) if (kept.size > LOOKS_KEPT) kept.delete(old)
    return found
  }

  function campaignOf(workspaceId: WorkspaceId, remoteId: string | null): PreflightCheck['campaign'] {
    if (remoteId === null) return null
    const row = raw
      .prepare<[number, string], { raw: string }>(
        `select t.raw from campaign c join campaign_content t on t.campaign_id = c.id
         where c.workspace_id = ? and c.remote_id = ?`,
      )
      .get(workspaceId, remoteId)
    if (!row) return null
    const content = parseJson(row.raw)
    const { switches, senders } = readDraft(content).draft
    return {
      opens: switches.open_tracking,
      clicks: switches.link_tracking,
      senders,
      senderTags: readCampaign(content).senderTags,
      noOptOut: countWithoutOptOut(stepsOfCampaign(content).steps),
    }
  }

  return {
    /** Throws NOT_FOUND. */
    async look(request: PreflightRequest): Promise<PreflightCheck> {
      const { workspaceId } = readPlannedList(deps, request.listId)
      const found = await find(workspaceId, request)
      const counts = new Map(checks.all(request.listId).map(({ verdict, n }) => [verdict, n]))
      const bad = counts.get('invalid') ?? 0
      return {
        leads: found.leads,
        verification: found.verification,
        bounces: estimateBounces({
          leads: found.leads,
          verified: found.verifiedByInstantly,
          checked: { good: (counts.get('verified') ?? 0) + (counts.get('risky') ?? 0), bad },
          ...findPastBounces(deps.store, workspaceId, request.listId),
        }),
        companies: { leads: found.companies.length, days: companies.days() },
        campaign: campaignOf(workspaceId, request.campaign?.remoteId ?? null),
      }
    },
    /** One page of the leads at companies other clients have contacted, from the result that counted them. */
    async companyLeads(request: PreflightRequest, page: { readonly offset: number; readonly limit: number }) {
      const { workspaceId } = readPlannedList(deps, request.listId)
      const all = (kept.get(keyOf(request)) ?? (await find(workspaceId, request))).companies
      const read = raw.prepare(
        `select id as leadId, email, ${leadNameSql()} as name,
           company_name as companyName from lead where id = ? and email is not null`,
      )
      const rows = all.slice(page.offset, page.offset + page.limit).flatMap(({ leadId, runs }): CompanyLead[] => {
        const lead = read.get(leadId) as Omit<CompanyLead, 'contacts'> | undefined
        return lead ? [{ ...lead, contacts: companies.contacts(workspaceId, request.campaign, runs) }] : []
      })
      return { rows, total: all.length }
    },
  }
}
