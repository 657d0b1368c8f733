/** The money of one client over a period: every cost with its part for each campaign, every amount of revenue. */
import type { CostLine, RevenueLine } from '#shared/contract/insights/money.ts'
import { dateOfDay, type Period } from '#shared/domain/insights/analytics/period.ts'
import { proportion } from '#shared/domain/insights/money/amounts.ts'
import { type MoneyCounts, noCounts, type Stage, type ValueSource } from '#shared/domain/insights/money/figures.ts'
import {
  type Charge,
  type Chunk,
  chunksOf,
  partsIn,
  shareOf,
  type Weight,
} from '#shared/domain/insights/money/spread.ts'
import type { CampaignId, ClientPartId, ListId, WorkspaceId } from '#shared/ids.ts'
import type { CostStore, StoredCost } from './cost-store.ts'
import { creditCents, creditPriceOf } from './credit-price.ts'
import type { Exported, MoneyFacts, QualifiedLead, WonDeal } from './facts.ts'
import type { DaySums } from './month-sums.ts'
import { valuesFor } from './value-store.ts'

/** Null: of no campaign. */
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
  /** In whatever currency; only those in the client's own are in its sums. */
  readonly lines: readonly ClientLine[]
  readonly revenue: readonly (RevenueLine & { readonly currency: string })[]
  /** Campaigns of which revenue can be said at all. */
  readonly knowsRevenue: (campaignId: CampaignKey) => boolean
  readonly sourceOf: (campaignId: CampaignKey) => ValueSource
  readonly counts: ReadonlyMap<CampaignKey, MoneyCounts>
  readonly nameOf: (campaignId: CampaignKey) => string
  /** Whether a campaign is one of those asked for: of a part of the client, its own alone. */
  readonly isMeant: (campaignId: CampaignKey) => boolean
  /** Whether anything in its own currency was paid in these days. */
  readonly hasCosts: boolean
  readonly dealsWithoutAmount: readonly CampaignKey[]
  /** Null until all labels were synced. */
  readonly qualified: readonly QualifiedLead[] | null
  readonly exported: readonly Exported[]
}

export type Parts = { readonly costs: CostStore; readonly facts: MoneyFacts }

export function clientMoney(
  { costs, facts }: Parts,
  workspaceId: WorkspaceId,
  period: Period,
  partId: ClientPartId | null = null,
): ClientMoney {
  facts.months.refresh(workspaceId)
  const currency = costs.currencyOf(workspaceId)
  const campaigns = facts.campaigns(workspaceId)
  const ids = new Map(campaigns.map(({ remoteId, id }) => [remoteId, id]))
  const ofPart = new Set(campaigns.filter((one) => one.partId === partId).map(({ id }) => id))
  const names = new Map(campaigns.map(({ id, name }) => [id, name]))
  const idOf = (remoteId: string | null): CampaignKey => (remoteId === null ? null : (ids.get(remoteId) ?? null))
  const nameOf = (id: CampaignKey): string => (id === null ? '' : (names.get(id) ?? ''))
  const inPeriod = ({ day }: { readonly day: number }) => day >= period.from && day <= period.to

  const exported = facts.exported(workspaceId, idOf)
  const qualified = facts.qualified(workspaceId, period)
  const deals = facts.won(workspaceId, idOf).filter(inPeriod)
  const all = costs.ofClient(workspaceId)
  const priceOf = creditPriceOf(all)
  const lines = all.flatMap((cost) => linesOf(cost))

  /** A cost's lines: one, and of a price for credits one for each verification it was paid for. */
  function linesOf(cost: (typeof all)[number]): readonly ClientLine[] {
    const once = (cents: number): Charge => ({ cents, monthly: false, from: cost.fromDay, to: cost.toDay })
    if (cost.basis === 'credit') {
      return facts.creditRuns(workspaceId).flatMap((run) => {
        if (priceOf(run.day)?.id !== cost.id) return []
        const charge = { cents: creditCents(run.credits, cost), monthly: false, from: run.day, to: null }
        return lineOf(cost, charge, { listId: run.listId, importId: null }, run.credits)
      })
    }
    const { listId, importId } = cost
    if (cost.basis === 'lead' && listId !== null) {
      const rows = facts.fileRows(listId, importId)
      return lineOf(cost, once(proportion(rows, cost.cents, cost.per)), cost, rows)
    }
    const cents = cost.cents * cost.quantity
    const charge = cost.basis === 'month' ? { cents, monthly: true, from: cost.fromDay, to: cost.toDay } : once(cents)
    return lineOf(cost, charge, cost, null)
  }

  function lineOf(
    cost: (typeof all)[number],
    charge: Charge,
    of: Pick<StoredCost, 'listId' | 'importId'>,
    count: number | null,
  ): readonly ClientLine[] {
    const parts = new Map<CampaignKey, number>()
    let wholeCents = 0
    for (const chunk of chunksOf(charge, period.to)) {
      if (chunk.to < period.from || chunk.from > period.to) continue
      const mine = cost.shareBy === null ? chunk : sharedPart(cost, chunk)
      for (const [id, cents] of partsIn(mine, weightsOf(cost, of.listId, chunk.month), period)) {
        parts.set(id, (parts.get(id) ?? 0) + cents)
        wholeCents += cents
      }
    }
    if (wholeCents === 0) return []
    const { cents, per, quantity, asOfDay, kind, label, basis } = cost
    return [
      {
        costId: cost.id,
        workspaceId,
        kind,
        label,
        basis,
        count,
        wholeCents,
        parts,
        currency: cost.currency ?? currency,
        about: cost.basis === 'credit' && of.listId ? costs.aboutOf({ ...cost, ...of }) : costs.aboutOf(cost),
        price: { cents, per, quantity, asOf: dateOfDay(asOfDay) },
        shared: cost.shareBy !== null,
        listId: of.listId,
        importId: of.importId,
      },
    ]
  }

  function sharedPart({ shareBy, shares }: (typeof all)[number], chunk: Chunk): Chunk {
    const weights = shares.map((one) => {
      if (shareBy === 'hand') return one.weight
      facts.months.refresh(one.workspaceId)
      const key = shareBy === 'sends' ? 'sent' : 'contacted'
      return facts.months.ofMonth(one.workspaceId, chunk.month).reduce((sum, row) => sum + row[key], 0)
    })
    return shareOf(
      chunk,
      weights,
      shares.findIndex((one) => one.workspaceId === workspaceId),
    )
  }

  /** A campaign's own cost is its own; a list's goes where its leads went; the rest by mails of the month. */
  function weightsOf({ campaignId }: StoredCost, listId: ListId | null, month: number): readonly Weight<CampaignKey>[] {
    if (campaignId !== null) return [{ id: campaignId, weight: 1 }]
    if (listId === null) return facts.months.ofMonth(workspaceId, month).map(({ id, sent }) => ({ id, weight: sent }))
    const uploaded = new Map<CampaignKey, number>()
    for (const run of exported) {
      if (run.listId === listId) uploaded.set(run.campaignId, (uploaded.get(run.campaignId) ?? 0) + run.uploaded)
    }
    return [...uploaded].map(([id, weight]) => ({ id, weight }))
  }

  /** Over several days somebody can be in the days twice: of people none more than the campaign has in all. */
  const totals = new Map(campaigns.flatMap((one) => (one.hasTotals === 1 ? [[one.id, one] as const] : [])))
  const peopleOf = (sums: readonly DaySums[]): readonly DaySums[] =>
    sums.map((one) => {
      const most = totals.get(one.id)
      return most === undefined
        ? one
        : { ...one, contacted: Math.min(one.contacted, most.contacted), replies: Math.min(one.replies, most.replies) }
    })
  const values = costs.values(workspaceId)
  const valuesOf = (id: CampaignKey) => valuesFor(values, id)
  const revenue = [
    ...labelRevenue(qualified ?? [], valuesOf),
    ...dealRevenue(deals, valuesOf, currency),
    ...campaigns.flatMap(({ id, opportunityCents }) =>
      valuesOf(id).source === 'opportunities' && opportunityCents > 0
        ? opportunityRevenue(id, opportunityCents, facts.opportunityDays(id), period)
        : [],
    ),
  ].map((one) => ({ currency, ...one, workspaceId, campaignName: nameOf(one.campaignId) }))
  const hasDeals = facts.hasDeals(workspaceId)
  const opportunityCents = new Map(campaigns.map((one) => [one.id, one.opportunityCents]))

  return {
    workspaceId,
    currency,
    lines,
    revenue,
    knowsRevenue(id) {
      const { source, interestedCents, meetingCents, wonCents } = valuesOf(id)
      if (source === 'labels') return interestedCents !== null || meetingCents !== null || wonCents !== null
      return source === 'deals' ? hasDeals : id !== null && (opportunityCents.get(id) ?? 0) > 0
    },
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
type ValuesOf = (id: CampaignKey) => ReturnType<typeof valuesFor>

/** Each lead once, with the value of the furthest it came; what has no value of its own has that of the step before. */
function labelRevenue(qualified: readonly QualifiedLead[], valuesOf: ValuesOf): readonly Revenue[] {
  const counted = new Map<string, { readonly campaignId: CampaignKey; readonly stage: Stage; count: number }>()
  for (const { campaignId, stage, interested } of qualified) {
    // Once, on the day it was first known; the value is that of how far it came.
    if (!interested) continue
    const { source, interestedCents, meetingCents, wonCents } = valuesOf(campaignId)
    // Without a value nothing is known of revenue, which is not 0.
    if (source !== 'labels' || (interestedCents ?? meetingCents ?? wonCents) === null) continue
    const key = `${campaignId} ${stage}`
    const found = counted.get(key) ?? { campaignId, stage, count: 0 }
    found.count += 1
    counted.set(key, found)
  }
  return [...counted.values()].map(({ campaignId, stage, count }) => {
    const { interestedCents, meetingCents, wonCents } = valuesOf(campaignId)
    const meeting = meetingCents ?? interestedCents ?? 0
    const each = { interested: interestedCents ?? 0, meeting, won: wonCents ?? meeting }[stage]
    return { campaignId, source: 'labels', stage, count, eachCents: each, cents: count * each, email: null }
  })
}

/** A deal whose CRM names no currency counts in the client's. */
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
            count: 1,
            eachCents: cents,
            currency: currency ?? own,
          },
        ],
  )
}

/** Instantly values a campaign's opportunities together: a day has as much of it as it has opportunities, any days add up. */
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
    : [{ campaignId, source: 'opportunities', stage: null, count: after - before, eachCents, cents, email: null }]
}

function countsOf(
  sums: readonly DaySums[],
  exported: readonly Exported[],
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
