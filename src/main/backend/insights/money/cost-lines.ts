/** Divides a client's costs among its campaigns, line by line. */
import { dateOfDay } from '#shared/domain/core/days.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { proportion } from '#shared/domain/insights/money/amounts.ts'
import {
  type Charge,
  type CostChunk,
  chunksOf,
  shareOfChunk,
  splitChunkInPeriod,
  type Weight,
} from '#shared/domain/insights/money/spread.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { CampaignKey, ClientLine, Parts } from './client-money.ts'
import type { StoredCost } from './cost-store.ts'
import { createCreditPriceLookup, creditCents } from './credit-price.ts'

export type ClientBooks = ReturnType<typeof collectClientBooks>

/** Collects what a client paid and sent in a period. */
export function collectClientBooks(
  costs: Parts['costs'],
  facts: Parts['facts'],
  workspaceId: WorkspaceId,
  period: Period,
) {
  const currency = costs.currencyOf(workspaceId)
  const campaigns = facts.campaigns(workspaceId)
  const ids = new Map(campaigns.map(({ remoteId, id }) => [remoteId, id]))
  const idOf = (remoteId: string | null): CampaignKey => (remoteId === null ? null : (ids.get(remoteId) ?? null))

  const exported = facts.exported(workspaceId, idOf)
  const all = costs.ofClient(workspaceId)
  const priceOf = createCreditPriceLookup(all)
  return { all, facts, workspaceId, priceOf, period, currency, costs, exported, campaigns, idOf }
}

/** Returns a cost's lines: one, or for a price of credits one per verification paid for. */
export function costLinesOf(books: ClientBooks, cost: (typeof books.all)[number]): readonly ClientLine[] {
  const { facts, workspaceId, priceOf } = books
  const once = (cents: number): Charge => ({ cents, monthly: false, from: cost.fromDay, to: cost.toDay })
  if (cost.basis === 'credit') {
    return facts.creditRuns(workspaceId).flatMap((run) => {
      if (priceOf(run.day)?.id !== cost.id) return []
      const charge = { cents: creditCents(run.credits, cost), monthly: false, from: run.day, to: null }
      return toClientLine(books, cost, charge, { listId: run.listId, importId: null }, run.credits)
    })
  }
  const { listId, importId } = cost
  if (cost.basis === 'lead' && listId !== null) {
    const rows = facts.fileRows(listId, importId)
    return toClientLine(books, cost, once(proportion(rows, cost.cents, cost.per)), cost, rows)
  }
  const cents = cost.cents * cost.quantity
  const charge = cost.basis === 'month' ? { cents, monthly: true, from: cost.fromDay, to: cost.toDay } : once(cents)
  return toClientLine(books, cost, charge, cost, null)
}

function toClientLine(
  books: ClientBooks,
  cost: (typeof books.all)[number],
  charge: Charge,
  of: Pick<StoredCost, 'listId' | 'importId'>,
  count: number | null,
): readonly ClientLine[] {
  const { period, workspaceId, currency, costs } = books
  const parts = new Map<CampaignKey, number>()
  let wholeCents = 0
  for (const chunk of chunksOf(charge, period.to)) {
    if (chunk.to < period.from || chunk.from > period.to) continue
    const mine = cost.shareBy === null ? chunk : sharedPart(books, cost, chunk)
    for (const [id, cents] of splitChunkInPeriod(mine, weightsOf(books, cost, of.listId, chunk.month), period)) {
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

function sharedPart(books: ClientBooks, { shareBy, shares }: (typeof books.all)[number], chunk: CostChunk): CostChunk {
  const { facts } = books
  const weights = shares.map((one) => {
    if (shareBy === 'hand') return one.weight
    facts.months.refresh(one.workspaceId)
    const key = shareBy === 'sends' ? 'sent' : 'contacted'
    return facts.months.ofMonth(one.workspaceId, chunk.month).reduce((sum, row) => sum + row[key], 0)
  })
  return shareOfChunk(
    chunk,
    weights,
    shares.findIndex((one) => one.workspaceId === books.workspaceId),
  )
}

/** Returns campaigns' weights: a campaign's cost is its own, a list's follows leads, others the month's mails. */
function weightsOf(
  books: ClientBooks,
  { campaignId }: StoredCost,
  listId: ListId | null,
  month: number,
): readonly Weight<CampaignKey>[] {
  if (campaignId !== null) return [{ id: campaignId, weight: 1 }]
  if (listId === null)
    return books.facts.months.ofMonth(books.workspaceId, month).map(({ id, sent }) => ({ id, weight: sent }))
  const uploaded = new Map<CampaignKey, number>()
  for (const run of books.exported) {
    if (run.listId === listId) uploaded.set(run.campaignId, (uploaded.get(run.campaignId) ?? 0) + run.uploaded)
  }
  return [...uploaded].map(([id, weight]) => ({ id, weight }))
}
