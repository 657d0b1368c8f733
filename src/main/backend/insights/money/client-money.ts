/** Computes the money of one client over a period: every cost with its share for each campaign, and all revenue. */
import type { CostLine, RevenueLine } from '#shared/contract/insights/money.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { minorDigits } from '#shared/domain/insights/money/amounts.ts'
import { type MoneyCounts, noCounts, type ValueSource } from '#shared/domain/insights/money/figures.ts'
import type { CampaignId, ClientPartId, ListId, WorkspaceId } from '#shared/ids.ts'
import { collectClientBooks, costLinesOf } from './cost-lines.ts'
import type { CostStore } from './cost-store.ts'
import type { ExportedRun, MoneyFacts, QualifiedLead, WonDeal } from './money-facts.ts'
import type { DaySums } from './month-sums.ts'
import { valuesForCampaign } from './value-store.ts'

/** Null: no campaign. */
export type CampaignKey = CampaignId | null

export type ClientLine = Omit<CostLine, 'cents'> & {
  readonly currency: string
  readonly listId: ListId | null
  readonly importId: number | null
  /** Cents in the period by campaign; their sum is `wholeCents`. */
  readonly parts: ReadonlyMap<CampaignKey, number>
}

export type ClientMoney = {
  readonly workspaceId: WorkspaceId
  readonly currency: string
  /** Lines in any currency; only those in the client's own are included in its sums. */
  readonly lines: readonly ClientLine[]
  readonly revenue: readonly (RevenueLine & { readonly currency: string })[]
  /** Whether a campaign's revenue is known at all. */
  readonly knowsRevenue: (campaignId: CampaignKey) => boolean
  /** Whether some revenue is counted by labels, which are still being synced for the first time. */
  readonly awaitsRevenue: boolean
  readonly sourceOf: (campaignId: CampaignKey) => ValueSource
  readonly counts: ReadonlyMap<CampaignKey, MoneyCounts>
  readonly nameOf: (campaignId: CampaignKey) => string
  /** Whether a campaign is selected; for a part of the client, only its own campaigns are. */
  readonly isMeant: (campaignId: CampaignKey) => boolean
  /** Whether there are any costs in the client's own currency in these days. */
  readonly hasCosts: boolean
  readonly dealsWithoutAmount: readonly CampaignKey[]
  /** Null until all labels have been synced. */
  readonly qualified: readonly QualifiedLead[] | null
  readonly exported: readonly ExportedRun[]
}

export type Parts = { readonly costs: CostStore; readonly facts: MoneyFacts }

export function computeClientMoney(
  { costs, facts }: Parts,
  workspaceId: WorkspaceId,
  period: Period,
  partId: ClientPartId | null = null,
): ClientMoney {
  const books = collectClientBooks(costs, facts, workspaceId, period)
  const { campaigns, idOf, all, currency, exported } = books
  facts.months.refresh(workspaceId)
  const ofPart = new Set(campaigns.filter((one) => one.partId === partId).map(({ id }) => id))
  const names = new Map(campaigns.map(({ id, name }) => [id, name]))
  const nameOf = (id: CampaignKey): string => (id === null ? '' : (names.get(id) ?? ''))
  const inPeriod = ({ day }: { readonly day: number }) => day >= period.from && day <= period.to
  const qualified = facts.qualified(workspaceId, period)
  const deals = facts.won(workspaceId, idOf, currency).filter(inPeriod)
  /** Converts Instantly's values, stored in hundredths, to the smallest unit: a yen has none, a dinar a thousand. */
  const inMinor = (hundredths: number) => Math.round(hundredths * 10 ** (minorDigits(currency) - 2))
  const lines = all.flatMap((cost) => costLinesOf(books, cost))

  /** A person can be counted on several days, so the number of people is limited to the campaign's total. */
  const totals = new Map(campaigns.flatMap((one) => (one.hasTotals === 1 ? [[one.id, one] as const] : [])))
  const peopleOf = (sums: readonly DaySums[]): readonly DaySums[] =>
    sums.map((one) => {
      const most = totals.get(one.id)
      return most === undefined
        ? one
        : { ...one, contacted: Math.min(one.contacted, most.contacted), replies: Math.min(one.replies, most.replies) }
    })
  const values = costs.values(workspaceId)
  const valuesOf = (id: CampaignKey) => valuesForCampaign(values, id)
  const revenue = [
    ...labelRevenue(qualified ?? [], valuesOf),
    ...dealRevenue(deals, valuesOf, currency),
    ...campaigns.flatMap(({ id, opportunityCents }) =>
      valuesOf(id).source === 'opportunities' && opportunityCents > 0
        ? opportunityRevenue(id, inMinor(opportunityCents), facts.opportunityDays(id), period)
        : [],
    ),
  ].map((one) => ({ currency, ...one, workspaceId, campaignName: nameOf(one.campaignId) }))
  const hasDeals = facts.hasDeals(workspaceId)
  const opportunityCents = new Map(campaigns.map((one) => [one.id, one.opportunityCents]))
  const hasLabelValue = (id: CampaignKey) => {
    const { source, interestedCents, meetingCents, wonCents } = valuesOf(id)
    return source === 'labels' && (interestedCents ?? meetingCents ?? wonCents) !== null
  }

  return {
    workspaceId,
    currency,
    lines,
    revenue,
    knowsRevenue(id) {
      const { source } = valuesOf(id)
      if (source === 'labels') return qualified !== null && hasLabelValue(id)
      return source === 'deals' ? hasDeals : id !== null && (opportunityCents.get(id) ?? 0) > 0
    },
    awaitsRevenue: qualified === null && [null, ...campaigns.map(({ id }) => id)].some(hasLabelValue),
    sourceOf: (id) => valuesOf(id).source,
    counts: countsOf(peopleOf(facts.months.over(workspaceId, period)), exported.filter(inPeriod), qualified),
    nameOf,
    isMeant: partId === null ? () => true : (id) => id !== null && ofPart.has(id),
    hasCosts: lines.some((line) => line.currency === currency),
    dealsWithoutAmount: deals.flatMap(({ cents, campaignId }) =>
      cents === null && valuesOf(campaignId).source === 'deals' ? [campaignId] : [],
    ),
    qualified,
    exported: exported.filter(inPeriod),
  }
}

type Revenue = Omit<RevenueLine, 'workspaceId' | 'campaignName'> & { readonly currency?: string }
type ValuesOf = (id: CampaignKey) => ReturnType<typeof valuesForCampaign>

/**
 * Counts each lead once, at the furthest stage reached; a stage without a value has that of the one before. A lead
 * moved here with its label earns what that stage is worth beyond the one it came with, which counts where it came
 * from.
 */
function labelRevenue(qualified: readonly QualifiedLead[], valuesOf: ValuesOf): readonly Revenue[] {
  const counted = new Map<string, Pick<QualifiedLead, 'campaignId' | 'stage' | 'cameWith'> & { count: number }>()
  for (const lead of qualified) {
    // Counted on the day of the first stage that counts here, with the value of its furthest.
    if (!lead.isPaid) continue
    const { campaignId, stage, cameWith } = lead
    const { source, interestedCents, meetingCents, wonCents } = valuesOf(campaignId)
    // Without a value, revenue is unknown and not 0.
    if (source !== 'labels' || (interestedCents ?? meetingCents ?? wonCents) === null) continue
    const key = stageKey(lead)
    const found = counted.get(key) ?? { campaignId, stage, cameWith, count: 0 }
    found.count += 1
    counted.set(key, found)
  }
  return [...counted.values()].map(({ campaignId, stage, cameWith, count }) => {
    const { interestedCents, meetingCents, wonCents } = valuesOf(campaignId)
    const interested = interestedCents ?? 0
    const meeting = meetingCents ?? interested
    const worth = { interested, meeting, won: wonCents ?? meeting }
    const each = Math.max(0, worth[stage] - (cameWith === null ? 0 : worth[cameWith]))
    return { campaignId, source: 'labels', stage, cameWith, count, eachCents: each, cents: count * each, email: null }
  })
}

/** Leads of a campaign that are worth the same. */
export const stageKey = ({ campaignId, stage, cameWith }: Pick<RevenueLine, 'campaignId' | 'stage' | 'cameWith'>) =>
  `${campaignId} ${stage} ${cameWith}`

/** A deal whose CRM gives no currency counts in the client's. */
function dealRevenue(deals: readonly WonDeal[], valuesOf: ValuesOf, own: string): readonly Revenue[] {
  return deals.flatMap(({ campaignId, email, cents, currency }) =>
    cents === null || valuesOf(campaignId).source !== 'deals'
      ? []
      : [
          {
            campaignId,
            email,
            cents,
            source: 'deals' as const,
            stage: 'won' as const,
            cameWith: null,
            count: 1,
            eachCents: cents,
            currency: currency ?? own,
          },
        ],
  )
}

/**
 * Divides the value Instantly gives for all of a campaign's opportunities by day, in proportion to their number.
 * Amounts of any periods add up to the whole.
 */
function opportunityRevenue(
  campaignId: CampaignId,
  wholeCents: number,
  days: readonly { readonly day: number; readonly count: number }[],
  { from, to }: Period,
): readonly Revenue[] {
  const all = days.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) return []
  const until = (day: number) => days.reduce((sum, one) => sum + (one.day <= day ? one.count : 0), 0)
  const worth = (count: number) => Number((BigInt(wholeCents) * BigInt(count)) / BigInt(all))
  const [before, after] = [until(from - 1), until(to)]
  const eachCents = wholeCents % all === 0 ? wholeCents / all : null
  const cents = worth(after) - worth(before)
  return after === before
    ? []
    : [
        {
          campaignId,
          source: 'opportunities',
          stage: null,
          cameWith: null,
          count: after - before,
          eachCents,
          cents,
          email: null,
        },
      ]
}

function countsOf(
  sums: readonly DaySums[],
  exported: readonly ExportedRun[],
  qualified: readonly QualifiedLead[] | null,
): ReadonlyMap<CampaignKey, MoneyCounts> {
  const counts = new Map<CampaignKey, MoneyCounts>()
  const add = (id: CampaignKey, more: Partial<MoneyCounts>) => {
    const so = counts.get(id) ?? noCounts
    counts.set(id, {
      leads: so.leads + (more.leads ?? 0),
      sent: so.sent + (more.sent ?? 0),
      contacted: so.contacted + (more.contacted ?? 0),
      replies: so.replies + (more.replies ?? 0),
      qualified: qualified === null ? null : (so.qualified ?? 0) + (more.qualified ?? 0),
      meetings: qualified === null ? null : (so.meetings ?? 0) + (more.meetings ?? 0),
      won: qualified === null ? null : (so.won ?? 0) + (more.won ?? 0),
    })
  }
  for (const { id, sent, contacted, replies } of sums) add(id, { sent, contacted, replies })
  for (const { campaignId, uploaded } of exported) add(campaignId, { leads: uploaded })
  for (const { campaignId, interested, meeting, won } of qualified ?? []) {
    add(campaignId, { qualified: Number(interested), meetings: Number(meeting), won: Number(won) })
  }
  return counts
}
