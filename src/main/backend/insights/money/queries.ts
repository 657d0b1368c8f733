/** Queries on money for the screens and other features. Uses local data only. */

import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type {
  CostLine,
  MoneyGroup,
  MoneyOverview,
  MoneyRequest,
  MoneyRow,
  MoneySum,
} from '#shared/contract/insights/money.ts'
import { dateOfDay, dayAt, dayOfDate } from '#shared/domain/core/days.ts'
import { namedPeriod, type Period } from '#shared/domain/insights/analytics/period.ts'
import {
  addFigures,
  type MoneyFigures,
  noCounts,
  noFigures,
  unsyncedCounts,
} from '#shared/domain/insights/money/figures.ts'
import { type CampaignKey, type ClientLine, type ClientMoney, computeClientMoney, type Parts } from './client-money.ts'

export type MoneyQueries = ReturnType<typeof createMoneyQueries>

export function createMoneyQueries(parts: Parts, now: () => number) {
  const { costs, facts } = parts

  /** Returns the selected days; all days start with the first email, cost or interested lead. */
  function periodOf({ period, workspaceId }: MoneyRequest): Period {
    if (typeof period === 'object') return { from: dayOfDate(period.from), to: dayOfDate(period.to) }
    const today = dayAt(now())
    const firsts = [today]
    let last = today
    for (const client of facts.clients(workspaceId)) {
      const days = facts.days(client)
      if (days.first !== null) firsts.push(days.first)
      // A demo's days run ahead of the calendar.
      if (days.last !== null) last = Math.max(last, days.last)
      if (period === 'all')
        firsts.push(...costs.ofClient(client).map(({ fromDay }) => fromDay), facts.firstInterest(client) ?? today)
    }
    return namedPeriod(period, Math.min(...firsts), last)
  }

  function clientsOver({ workspaceId, partId }: ClientFilter, period: Period): readonly ClientMoney[] {
    return facts.clients(workspaceId).map((client) => computeClientMoney(parts, client, period, partId))
  }

  function overview(asked: MoneyRequest): MoneyOverview {
    const period = periodOf(asked)
    const clients = clientsOver(asked, period)
    const groups = new Map<string, ClientMoney[]>()
    for (const client of clients) groups.set(client.currency, [...(groups.get(client.currency) ?? []), client])
    const read = clients.flatMap(({ workspaceId }) => facts.readAt(workspaceId) ?? [])
    return {
      from: dateOfDay(period.from),
      to: dateOfDay(period.to),
      groups: [...groups].map(([currency, all]) => ({
        ...groupOf(currency, all),
        targetCents: costs.targetOf(asked.workspaceId, currency),
      })),
      others: othersOf(clients),
      withoutCosts: clients.filter(({ hasCosts, counts }) => !hasCosts && counts.size > 0).length,
      readAt: read.length === 0 ? null : new Date(Math.min(...read)).toISOString(),
    }
  }

  return {
    periodOf,
    overview,
    /** Returns the lines a figure consists of: for one campaign (null: for none), or for everything selected. */
    sum(asked: MoneyRequest & { readonly currency: string; readonly campaignId?: CampaignKey | undefined }): MoneySum {
      const { currency, campaignId } = asked
      const chosen = (id: CampaignKey) => campaignId === undefined || id === campaignId
      const all = clientsOver(asked, periodOf(asked)).filter((one) => one.currency === currency)
      const clients = clientsToSum(all)
      return {
        currency,
        figures:
          campaignId === undefined
            ? sumsOf(clients)
            : clients
                .flatMap(rowsOf)
                .filter(({ id }) => chosen(id))
                .reduce<MoneyFigures>(addFigures, noFigures),
        costs: clients.flatMap(({ lines, isMeant }) =>
          lines.flatMap((line): CostLine[] => {
            if (line.currency !== currency) return []
            let cents = 0
            for (const [id, part] of line.parts) if (isMeant(id) && chosen(id)) cents += part
            return cents === 0 ? [] : [toCostLine(line, cents)]
          }),
        ),
        revenue: clients.flatMap(({ revenue, isMeant }) =>
          revenue.filter((one) => one.currency === currency && isMeant(one.campaignId) && chosen(one.campaignId)),
        ),
        dealsWithoutAmount: clients.flatMap(({ dealsWithoutAmount, isMeant }) =>
          dealsWithoutAmount.filter((id) => isMeant(id) && chosen(id)),
        ).length,
      }
    },
  }
}

/** Returns a line without the fields that only the backend needs. */
function toCostLine(client: ClientLine, cents: number): CostLine {
  const { currency: _currency, listId: _list, importId: _import, parts: _parts, ...line } = client
  return { ...line, cents }
}

/** Returns a client's campaigns with costs or results, each with its figures. */
export function rowsOf(client: ClientMoney): readonly MoneyRow[] {
  const { workspaceId, currency, counts } = client
  const lines = client.lines.filter((line) => line.currency === currency)
  const cost = new Map<CampaignKey, number>()
  for (const { parts } of lines) for (const [id, cents] of parts) cost.set(id, (cost.get(id) ?? 0) + cents)
  const revenue = new Map<CampaignKey, number>()
  for (const one of client.revenue) {
    if (one.currency === currency) revenue.set(one.campaignId, (revenue.get(one.campaignId) ?? 0) + one.cents)
  }
  const ids = new Set([...counts.keys(), ...cost.keys(), ...revenue.keys()])
  return [...ids].filter(client.isMeant).map((id) => ({
    id,
    workspaceId,
    name: client.nameOf(id),
    source: client.sourceOf(id),
    ...(counts.get(id) ?? (client.qualified === null ? { ...noCounts, ...unsyncedCounts } : noCounts)),
    // Without any costs in these days, the cost is unknown and not 0.
    costCents: lines.length === 0 ? null : (cost.get(id) ?? 0),
    revenueCents: client.knowsRevenue(id) ? (revenue.get(id) ?? 0) : null,
  }))
}

/** Without the labels of one client, neither the leads they count are known nor revenue by them. */
const sumsOf = (clients: readonly ClientMoney[]): MoneyFigures => ({
  ...clients.flatMap(rowsOf).reduce<MoneyFigures>(addFigures, noFigures),
  ...(clients.some(({ qualified }) => qualified === null) ? unsyncedCounts : {}),
  ...(clients.some(({ awaitsRevenue }) => awaitsRevenue) ? { revenueCents: null } : {}),
})

/** The clients to sum up: those with costs, as others' results would make prices too low; all if none has costs. */
export function clientsToSum(clients: readonly ClientMoney[]): readonly ClientMoney[] {
  const paying = clients.filter(({ hasCosts }) => hasCosts)
  return paying.length > 0 ? paying : clients
}

function groupOf(currency: string, clients: readonly ClientMoney[]): Omit<MoneyGroup, 'targetCents'> {
  return {
    currency,
    sums: sumsOf(clientsToSum(clients)),
    rows: clients
      .flatMap(rowsOf)
      .toSorted((a, b) => (b.costCents ?? 0) - (a.costCents ?? 0) || b.sent - a.sent || (a.id ?? 0) - (b.id ?? 0)),
  }
}

function othersOf(clients: readonly ClientMoney[]): MoneyOverview['others'] {
  const found = new Map<string, { costCents: number; revenueCents: number }>()
  const of = (currency: string) => {
    const known = found.get(currency) ?? { costCents: 0, revenueCents: 0 }
    found.set(currency, known)
    return known
  }
  for (const { currency, lines, revenue, isMeant } of clients) {
    for (const line of lines) {
      if (line.currency === currency) continue
      for (const [id, cents] of line.parts) if (isMeant(id)) of(line.currency).costCents += cents
    }
    for (const one of revenue) {
      if (one.currency !== currency && isMeant(one.campaignId)) of(one.currency).revenueCents += one.cents
    }
  }
  return [...found].map(([currency, sums]) => ({ currency, ...sums }))
}
