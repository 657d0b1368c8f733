/** Money columns for a table of campaigns over a period. */
import { useMemo } from 'react'
import type { Input } from '#shared/contract/index.ts'
import type { CampaignPeriod } from '#shared/contract/insights/analytics.ts'
import type { MoneyRow } from '#shared/contract/insights/money.ts'
import { costPer, roiOf } from '#shared/domain/insights/money/figures.ts'
import type { CampaignId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { type Column, column } from '../../core/ui/column.ts'
import { amountText, ratioText, roiText, whyNone } from './money-text.ts'

export type MoneyOfCampaigns = ReadonlyMap<CampaignId, MoneyRow & { readonly currency: string }>

/** Returns the figures by campaign, for clients with costs in the period. */
export function useMoneyOfCampaigns(asked: Input<'money.overview'> | null): MoneyOfCampaigns {
  const overview = useQuery('money.overview', asked).data
  return useMemo(() => {
    const found = new Map<CampaignId, MoneyRow & { readonly currency: string }>()
    for (const { currency, rows } of overview?.groups ?? []) {
      for (const row of rows) if (row.id !== null && row.costCents !== null) found.set(row.id, { ...row, currency })
    }
    return found
  }, [overview])
}

const values = {
  cost: (row: MoneyRow) => row.costCents,
  costPerReply: (row: MoneyRow) => costPer('costPerReply', row),
  roi: roiOf,
} as const
type Name = keyof typeof values

/** Returns a money column's sort value, undefined for other columns. Currencies are compared by number. */
export function moneyOrder(id: string, money: MoneyOfCampaigns): ((one: CampaignPeriod) => number) | undefined {
  if (!(id in values)) return undefined
  return (one) => {
    const row = money.get(one.id)
    return (row && values[id as Name](row)) ?? -1e15
  }
}

export function moneyColumns(money: MoneyOfCampaigns): readonly Column<CampaignPeriod>[] {
  const words = t.money
  const moneyColumn = (
    id: Name,
    header: string,
    value: (row: MoneyRow, currency: string) => string | null,
    none: (row: MoneyRow) => string,
  ): Column<CampaignPeriod> =>
    column(id, header, { width: 96, align: 'right', sortable: true }, ({ id: campaign }) => {
      const row = money.get(campaign)
      const why = row ? none(row) : words.noCost
      return (
        (row && value(row, row.currency)) ?? (
          <span className="text-3" title={why}>
            –<span className="sr-only">{why}</span>
          </span>
        )
      )
    })
  return [
    moneyColumn(
      'cost',
      words.cost,
      (row, currency) => amountText(row.costCents, currency),
      () => words.noCost,
    ),
    moneyColumn(
      'costPerReply',
      words.short.costPerReply,
      (row, currency) => ratioText('costPerReply', row, currency),
      (row) => whyNone('costPerReply', row),
    ),
    moneyColumn('roi', words.roi, roiText, () => words.noBase),
  ]
}
