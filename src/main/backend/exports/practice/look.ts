/** What good practice asks of the leads of a plan: one pass over the list, in small steps, from the local store only. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CompanyLead, PracticeLook } from '#shared/contract/exports/practice.ts'
import { readDraft } from '#shared/domain/campaigns/campaign-draft.ts'
import { withoutOptOut } from '#shared/domain/campaigns/copy/sequence.ts'
import { guessBounces } from '#shared/domain/exports/practice/bounces.ts'
import type { Verification } from '#shared/domain/leads/import/verification.ts'
import type { LeadId, ListId, WorkspaceId } from '#shared/ids.ts'
import { stepsOfCampaign } from '../../campaigns/sequences/campaign-steps.ts'
import type { TargetCampaign } from '../../clients/clients/part-of-campaign.ts'
import type { Deps } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import type { HeldRules } from '../../leads/gates/held-now.ts'
import type { MailedDomains } from '../../leads/gates/mailed-domains.ts'
import type { Guard } from '../exports/guard.ts'
import { readPlannedList } from '../exports/plan.ts'
import { createKeptVerdicts } from './kept-verdicts.ts'
import { pastBounces } from './past-bounces.ts'

/** Leads looked at in one go: some ten milliseconds. */
const STEP = 500
/** Looks that are kept, for the pages of their companies. */
const LOOKS_KEPT = 4

export type PracticeParts = {
  readonly guard: Pick<Guard, 'heldBy'>
  readonly companies: MailedDomains
}
export type PracticeWish = { readonly listId: ListId; readonly campaign: TargetCampaign | null } & Pick<
  HeldRules,
  'holdBlocked' | 'holdOtherClients' | 'holdOtherCompanies'
>
type Lead = { readonly id: LeadId; position: number; email: string; importId: number; rowNumber: number }
type Verdict = 'verified' | 'risky' | 'invalid' | null
type Counts = Record<'verified' | 'risky' | 'unverified' | 'unknown', number>
type Found = {
  readonly leads: number
  readonly verification: Counts
  /** Of the leads, those Instantly itself found deliverable. */
  readonly verifiedByInstantly: number
  /** Leads at companies of others, with the exports that wrote there. */
  readonly companies: readonly { readonly leadId: LeadId; readonly runs: readonly number[] }[]
}

export function createPracticeLook(deps: Deps, { guard, companies }: PracticeParts) {
  const { raw } = deps.store
  const kept = new Map<string, Found>()
  const verdictsOf = createKeptVerdicts(deps.store)
  const checks = raw.prepare<[number], { verdict: string; n: number }>(
    `select c.verdict, count(*) as n from email_check c join verification_run v on v.id = c.run_id
     where v.list_id = ? and c.state = 'done' and c.verdict in ('verified', 'risky', 'invalid') group by c.verdict`,
  )
  const anyCheck = raw.prepare('select 1 from email_check where workspace_id = ? limit 1').pluck()
  const next = raw.prepare<[number, number, number], Lead>(
    `select id, position, email, import_id as importId, row_number as rowNumber from lead
     where list_id = ? and position > ? and gate = 0 and removed = 0 order by position limit ?`,
  )
  const verdictOf = raw
    .prepare<[number, string], Exclude<Verdict, null>>(
      `select verdict from email_check where workspace_id = ? and email = ? and state = 'done' and verdict <> 'unanswered'`,
    )
    .pluck()

  async function pass(workspaceId: WorkspaceId, wish: PracticeWish): Promise<Found> {
    const rules = { ...wish, holdOtherCompanies: false, skipIfInWorkspace: false }
    const isHeld = await guard.heldBy(wish.listId, workspaceId, rules)
    const asksCompany = companies.asks(workspaceId, wish.campaign)
    const hasChecks = anyCheck.get(workspaceId) !== undefined
    const ofFile = verdictsOf(wish.listId)
    const verification: Counts = { verified: 0, risky: 0, unverified: 0, unknown: 0 }
    const atCompanies: { leadId: LeadId; runs: readonly number[] }[] = []
    let leads = 0
    let verifiedByInstantly = 0
    for (let after = 0; ; ) {
      const page = next.all(wish.listId, after, STEP)
      for (const lead of page) {
        const { id, email } = lead
        if (isHeld(lead)) continue
        const runs = asksCompany?.(email) ?? []
        if (runs.length > 0) {
          atCompanies.push({ leadId: id, runs })
          if (wish.holdOtherCompanies) continue
        }
        leads += 1
        const verdict = hasChecks ? (verdictOf.get(workspaceId, email) ?? null) : null
        if (verdict === 'verified') verifiedByInstantly += 1
        verification[classOf(verdict, () => ofFile(lead))] += 1
      }
      const last = page.at(-1)
      if (!last || page.length < STEP) return { leads, verification, verifiedByInstantly, companies: atCompanies }
      after = last.position
      await nextTurn()
    }
  }

  const keyOf = (wish: PracticeWish) =>
    JSON.stringify([
      wish.listId,
      wish.campaign,
      wish.holdBlocked ?? true,
      wish.holdOtherClients ?? true,
      wish.holdOtherCompanies ?? false,
    ])

  async function find(workspaceId: WorkspaceId, wish: PracticeWish): Promise<Found> {
    await companies.catchUp()
    const found = await pass(workspaceId, wish)
    const key = keyOf(wish)
    kept.delete(key)
    kept.set(key, found)
    for (const old of kept.keys()) if (kept.size > LOOKS_KEPT) kept.delete(old)
    return found
  }

  function campaignOf(workspaceId: WorkspaceId, remoteId: string | null): PracticeLook['campaign'] {
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
      noOptOut: withoutOptOut(stepsOfCampaign(content).steps),
    }
  }

  return {
    /** Throws NOT_FOUND. */
    async look(wish: PracticeWish): Promise<PracticeLook> {
      const { workspaceId } = readPlannedList(deps, wish.listId)
      const found = await find(workspaceId, wish)
      const told = new Map(checks.all(wish.listId).map(({ verdict, n }) => [verdict, n]))
      const bad = told.get('invalid') ?? 0
      return {
        leads: found.leads,
        verification: found.verification,
        bounces: guessBounces({
          leads: found.leads,
          verified: found.verifiedByInstantly,
          checked: { good: (told.get('verified') ?? 0) + (told.get('risky') ?? 0), bad },
          ...pastBounces(deps.store, workspaceId, wish.listId),
        }),
        companies: { leads: found.companies.length, days: companies.days() },
        campaign: campaignOf(workspaceId, wish.campaign?.remoteId ?? null),
      }
    },
    /** A page of those at companies of others, of the look their count is from. Throws NOT_FOUND. */
    async companyLeads(wish: PracticeWish, page: { readonly offset: number; readonly limit: number }) {
      const { workspaceId } = readPlannedList(deps, wish.listId)
      const all = (kept.get(keyOf(wish)) ?? (await find(workspaceId, wish))).companies
      const read = raw.prepare(
        `select id as leadId, email, trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')) as name,
           company_name as companyName from lead where id = ? and email is not null`,
      )
      const rows = all.slice(page.offset, page.offset + page.limit).flatMap(({ leadId, runs }): CompanyLead[] => {
        const lead = read.get(leadId) as Omit<CompanyLead, 'contacts'> | undefined
        return lead ? [{ ...lead, contacts: companies.contacts(workspaceId, wish.campaign, runs) }] : []
      })
      return { rows, total: all.length }
    },
  }
}

/** Instantly's own answer is newer than what a file says. */
function classOf(verdict: Verdict, ofFile: () => Verification): keyof Counts {
  if (verdict === 'verified' || verdict === 'risky') return verdict
  if (verdict === 'invalid') return 'unverified'
  const said = ofFile()
  return said === 'not_found' ? 'unverified' : said
}
