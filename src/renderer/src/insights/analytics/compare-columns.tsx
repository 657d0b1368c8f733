import type { CampaignPeriod } from '#shared/contract/insights/analytics.ts'
import type { TableColumnName } from '#shared/domain/insights/analytics/table-columns.ts'
import { campaignTone } from '../../campaigns/campaigns/state-tone.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { compareNames, formatNumber, formatRate } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import type { useClientLook } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import type { Column, Sort } from '../../core/ui/data-table.tsx'
import { type MoneyOfCampaigns, moneyOrder } from '../money/money-columns.tsx'

/** What a column is called; also where columns are chosen. */
export function columnWord(name: TableColumnName): string {
  const { columns } = t.analytics
  const further = t.breakdowns.table
  return name === 'clicked' || name === 'automatic' || name === 'unsubscribed' ? further[name] : columns[name]
}

const share = (part: number, base: number): number => (base === 0 ? -1 : part / base)

const orders: Readonly<Record<Exclude<TableColumnName, 'state'>, (one: CampaignPeriod) => number>> = {
  sent: ({ sums }) => sums.sent,
  contacted: ({ sums }) => sums.contacted,
  replied: ({ sums }) => share(sums.repliedUnique, sums.contacted),
  automatic: ({ sums }) => sums.automatic,
  opened: ({ sums, measures }) => (measures.opens ? share(sums.openedUnique, sums.contacted) : -2),
  clicked: ({ sums, measures }) => (measures.clicks ? share(sums.clickedUnique, sums.contacted) : -2),
  interested: ({ sums }) => sums.interested ?? -1,
  meetings: ({ sums }) => sums.meetings ?? -1,
  bounced: ({ life }) => share(life.bounced, life.sent),
  unsubscribed: ({ life }) => life.unsubscribed,
}

/** The campaigns in the order of a column. */
export function sorted(
  campaigns: readonly CampaignPeriod[],
  { id, descending }: Sort,
  lookOf: ReturnType<typeof useClientLook>,
  money: MoneyOfCampaigns,
): readonly CampaignPeriod[] {
  const order = Object.entries(orders).find(([name]) => name === id)?.[1] ?? moneyOrder(id, money)
  const turn = descending ? -1 : 1
  const textOf = (one: CampaignPeriod) =>
    id === 'state' ? t.campaigns.states[one.state] : id === 'client' ? (lookOf(one)?.whole ?? '') : one.name
  const byText = (a: CampaignPeriod, b: CampaignPeriod) => compareNames(textOf(a), textOf(b))
  return campaigns.toSorted((a, b) => turn * (order ? order(a) - order(b) : byText(a, b)) || a.id - b.id)
}

const cells: Readonly<
  Record<Exclude<TableColumnName, 'state'>, readonly [number, (row: CampaignPeriod) => string | null]>
> = {
  sent: [96, ({ sums }) => formatNumber(sums.sent)],
  contacted: [124, ({ sums }) => formatNumber(sums.contacted)],
  replied: [116, ({ sums }) => formatRate(sums.repliedUnique, sums.contacted)],
  automatic: [96, ({ sums }) => formatNumber(sums.automatic)],
  opened: [122, ({ sums, measures }) => (measures.opens ? formatRate(sums.openedUnique, sums.contacted) : null)],
  clicked: [122, ({ sums, measures }) => (measures.clicks ? formatRate(sums.clickedUnique, sums.contacted) : null)],
  interested: [108, ({ sums }) => (sums.interested === null ? null : formatNumber(sums.interested))],
  meetings: [96, ({ sums }) => (sums.meetings === null ? null : formatNumber(sums.meetings))],
  bounced: [122, ({ life }) => formatRate(life.bounced, life.sent)],
  unsubscribed: [112, ({ life }) => formatNumber(life.unsubscribed)],
}

/** Whose a campaign is, where several are shown. */
export const clientColumn = (): Column<CampaignPeriod> => ({
  id: 'client',
  header: t.clients.client,
  flex: 1,
  minWidth: 98,
  sortable: true,
  cell: (row) => <ClientMark of={row} />,
})

/** A column of the table by its name. */
export function tableColumn(name: TableColumnName): Column<CampaignPeriod> {
  if (name === 'state') {
    return {
      id: name,
      header: columnWord(name),
      width: 168,
      sortable: true,
      cell: (row) => <Badge tone={campaignTone(row.state)}>{t.campaigns.states[row.state]}</Badge>,
    }
  }
  const [width, cell] = cells[name]
  return {
    id: name,
    header: columnWord(name),
    width,
    align: 'right',
    sortable: true,
    cell: (row) =>
      cell(row) ?? (
        <span className="text-3 small">
          {name === 'interested' || name === 'meetings' ? t.analytics.syncingShort : t.analytics.notMeasured}
        </span>
      ),
  }
}
