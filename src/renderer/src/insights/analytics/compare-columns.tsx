import type { CampaignPeriod } from '#shared/contract/insights/analytics.ts'
import { compareNames } from '#shared/domain/core/name-order.ts'
import type { TableColumnName } from '#shared/domain/insights/analytics/table-columns.ts'
import { campaignTone } from '../../campaigns/campaigns/state-tone.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { formatNumber, formatRate, t } from '../../core/lib/texts.ts'
import type { useClientLabel } from '../../core/stores/workspaces.ts'
import { Dot } from '../../core/ui/badge.tsx'
import { type Column, column, type Sort } from '../../core/ui/column.ts'
import { type MoneyOfCampaigns, moneyOrder } from '../money/money-columns.tsx'

/** Returns the name of a column, also used for choosing columns. */
export function tableColumnName(name: TableColumnName): string {
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

export function sorted(
  campaigns: readonly CampaignPeriod[],
  { id, descending }: Sort,
  lookOf: ReturnType<typeof useClientLabel>,
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
  contacted: [100, ({ sums }) => formatNumber(sums.contacted)],
  replied: [116, ({ sums }) => formatRate(sums.repliedUnique, sums.contacted)],
  automatic: [96, ({ sums }) => formatNumber(sums.automatic)],
  opened: [122, ({ sums, measures }) => (measures.opens ? formatRate(sums.openedUnique, sums.contacted) : null)],
  clicked: [122, ({ sums, measures }) => (measures.clicks ? formatRate(sums.clickedUnique, sums.contacted) : null)],
  interested: [108, ({ sums }) => (sums.interested === null ? null : formatNumber(sums.interested))],
  meetings: [96, ({ sums }) => (sums.meetings === null ? null : formatNumber(sums.meetings))],
  bounced: [122, ({ life }) => formatRate(life.bounced, life.sent)],
  unsubscribed: [112, ({ life }) => formatNumber(life.unsubscribed)],
}

/** Column with the campaign's client, for when several clients are shown. */
export const clientColumn = (): Column<CampaignPeriod> =>
  column('client', t.clients.client, { width: 220, sortable: true }, (row) => <ClientMark of={row} />)

export function tableColumn(name: TableColumnName): Column<CampaignPeriod> {
  if (name === 'state') {
    return column(name, tableColumnName(name), { width: 160, sortable: true }, (row) => (
      <span className="row">
        <Dot tone={campaignTone(row.state)} />
        {t.campaigns.states[row.state]}
      </span>
    ))
  }
  const [width, cell] = cells[name]
  return column(
    name,
    tableColumnName(name),
    { width, align: 'right', sortable: true },
    (row) =>
      cell(row) ?? (
        <span className="text-3 small">
          {name === 'interested' || name === 'meetings' ? t.analytics.syncingShort : t.analytics.notMeasured}
        </span>
      ),
  )
}

/** Returns the totals of the rows by column; rates are computed from the totals, not averaged. */
export function sumCells(rows: readonly CampaignPeriod[]): Readonly<Record<string, string>> {
  const add = (of: (row: CampaignPeriod) => number | null): number | null => {
    let sum = 0
    for (const row of rows) {
      const value = of(row)
      if (value === null) return null
      sum += value
    }
    return sum
  }
  const opens = rows.every(({ measures }) => measures.opens)
  const clicks = rows.every(({ measures }) => measures.clicks)
  const [contacted, sent] = [add(({ sums }) => sums.contacted) ?? 0, add(({ sums }) => sums.sent) ?? 0]
  const count = (value: number | null) => (value === null ? '' : formatNumber(value))
  const rate = (value: number | null, base: number) => (value === null ? '' : formatRate(value, base))
  const life = add((row) => row.life.sent) ?? 0
  return {
    campaign: t.analytics.meta(rows.length),
    sent: formatNumber(sent),
    contacted: formatNumber(contacted),
    replied: rate(
      add(({ sums }) => sums.repliedUnique),
      contacted,
    ),
    automatic: count(add(({ sums }) => sums.automatic)),
    opened: opens
      ? rate(
          add(({ sums }) => sums.openedUnique),
          contacted,
        )
      : '',
    clicked: clicks
      ? rate(
          add(({ sums }) => sums.clickedUnique),
          contacted,
        )
      : '',
    interested: count(add(({ sums }) => sums.interested)),
    meetings: count(add(({ sums }) => sums.meetings)),
    bounced: rate(
      add((row) => row.life.bounced),
      life,
    ),
    unsubscribed: count(add((row) => row.life.unsubscribed)),
  }
}
