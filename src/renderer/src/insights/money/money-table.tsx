import { type ReactNode, useMemo, useState } from 'react'
import type { MoneyGroup, MoneyRow } from '#shared/contract/insights/money.ts'
import { compareNames } from '#shared/domain/core/name-order.ts'
import { minorDigits } from '#shared/domain/insights/money/amounts.ts'
import { type CostRatio, costPer, costRatios, profitOf, roiOf } from '#shared/domain/insights/money/figures.ts'
import { formatCents, formatNumber, formatPrice, t } from '../../core/lib/texts.ts'
import { useSmallWindow, useWidestWindow, useWideWindow } from '../../core/lib/use-small-window.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Link } from '../../core/ui/button.tsx'
import { type Column, column, type Sort } from '../../core/ui/column.ts'
import { DataTable } from '../../core/ui/data-table.tsx'
import { Meter } from '../../core/ui/meter.tsx'
import { Card } from '../../core/ui/page.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { TableFrame } from '../analytics/table-frame.tsx'
import { amountText, ratioShort, roiText, whyNone } from './money-text.ts'

const unknown = -Infinity
const orders: Readonly<Record<string, (row: MoneyRow) => number>> = {
  cost: ({ costCents }) => costCents ?? unknown,
  replies: ({ replies }) => replies,
  qualified: ({ qualified }) => qualified ?? unknown,
  meetings: ({ meetings }) => meetings ?? unknown,
  costPerReply: (row) => costPer('costPerReply', row) ?? unknown,
  costPerQualified: (row) => costPer('costPerQualified', row) ?? unknown,
  costPerMeeting: (row) => costPer('costPerMeeting', row) ?? unknown,
  revenue: ({ revenueCents }) => revenueCents ?? unknown,
  profit: (row) => profitOf(row) ?? unknown,
  roi: (row) => roiOf(row) ?? unknown,
}
/** Shown at the end if there is room; all other ratios are in the calculation a row opens. */
const otherRatios: readonly CostRatio[] = ['costPerReply', 'costPerQualified']
/** Number of rows shown before the table scrolls. */
const maxWhole = 40

type Props = {
  group: MoneyGroup
  /** Whether campaigns were synced; before that, their replies are unknown. */
  isSynced: boolean
  onOpen: (row: MoneyRow) => void
}

/** Campaigns of one currency, sortable by any figure; a row opens its calculation. */
export function MoneyTable({ group: { rows, sums, currency, targetCents }, isSynced, onOpen }: Props) {
  const oneClient = useCurrentWorkspaceId() !== null
  const workspaces = useWorkspaces()
  const [sort, setSort] = useState<Sort>({ id: 'cost', descending: true })
  const shown = useMemo(() => sorted(rows, sort), [rows, sort])
  const colours = oneClient ? null : new Map(workspaces?.map(({ id, colour }) => [id, colour]))
  const most = Math.max(1, ...rows.map((row) => costPer('costPerMeeting', row) ?? 0))
  const meter = (row: MoneyRow) => {
    const cents = costPer('costPerMeeting', row)
    if (cents === null) return null
    return <Meter share={cents / most} tone={targetCents !== null && cents > targetCents ? 'warn' : 'accent'} />
  }
  const amounts = { cost: amountsIn(rows, 'costCents', currency), revenue: amountsIn(rows, 'revenueCents', currency) }
  const columns = columnsFor({
    currency,
    amounts,
    isSynced,
    onOpen,
    meterOf: meter,
    colourOf: (row) => colours?.get(row.workspaceId) ?? null,
    small: useSmallWindow(),
    wide: useWideWindow(),
    widest: useWidestWindow(),
  })
  return (
    <Card pad={false}>
      <TableFrame rows={rows.length} most={maxWhole}>
        <DataTable
          label={t.money.table}
          columns={columns}
          source={{
            key: `money ${JSON.stringify([sort, currency, shown])}`,
            loadPage: async (offset, limit) => ({ rows: shown.slice(offset, offset + limit), total: shown.length }),
          }}
          rowId={(row) => `${row.workspaceId} ${row.id}`}
          sort={sort}
          onSort={setSort}
          onOpen={onOpen}
          sums={{
            campaign: t.analytics.meta(rows.filter(({ id }) => id !== null).length),
            cost: amounts.cost(sums.costCents),
            replies: isSynced ? formatNumber(sums.replies) : '…',
            qualified: sums.qualified === null ? '…' : formatNumber(sums.qualified),
            meetings: sums.meetings === null ? '…' : formatNumber(sums.meetings),
            revenue: amounts.revenue(sums.revenueCents) ?? '–',
            profit: amountText(profitOf(sums), currency) ?? '–',
            roi: roiText(sums) ?? '–',
            ...Object.fromEntries(costRatios.map((ratio) => [ratio, ratioShort(ratio, sums, currency) ?? '–'])),
          }}
          empty={null}
        />
      </TableFrame>
    </Card>
  )
}

/** Returns a formatter for the amounts of a column, which are added up: with cents if any of them has cents. */
function amountsIn(rows: readonly MoneyRow[], key: 'costCents' | 'revenueCents', currency: string) {
  const unit = 10 ** minorDigits(currency)
  const isWhole = rows.every((row) => (row[key] ?? 0) % unit === 0)
  return (cents: number | null): string | null =>
    cents === null ? null : isWhole ? formatPrice(cents, currency) : formatCents(cents, currency)
}

function sorted(rows: readonly MoneyRow[], { id, descending }: Sort): readonly MoneyRow[] {
  const order = orders[id]
  const turn = descending ? -1 : 1
  const differ = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)
  return rows.toSorted(
    (a, b) =>
      (order ? turn * differ(order(a), order(b)) : turn * compareNames(a.name, b.name)) || (a.id ?? 0) - (b.id ?? 0),
  )
}

type Shown = {
  readonly currency: string
  readonly amounts: Readonly<Record<'cost' | 'revenue', (cents: number | null) => string | null>>
  readonly isSynced: boolean
  readonly onOpen: (row: MoneyRow) => void
  readonly meterOf: (row: MoneyRow) => ReactNode
  readonly colourOf: (row: MoneyRow) => number | null
  readonly small: boolean
  readonly wide: boolean
  readonly widest: boolean
}

const campaignColumn = (colourOf: Shown['colourOf'], small: boolean): Column<MoneyRow> =>
  column('campaign', t.money.columns.campaign, { flex: 3, minWidth: small ? 150 : 200, sortable: true }, (row) => {
    const colour = colourOf(row)
    return (
      <>
        {colour !== null && <WorkspaceSquare colour={colour} />}
        {row.id === null ? (
          <span className="text-2 ellipsis">{t.money.noCampaign}</span>
        ) : (
          <Link to={`/campaigns/${row.id}`} className="grid-name" title={row.name}>
            {row.name}
          </Link>
        )}
      </>
    )
  })

/** Columns with results and their prices; more figures if there is room. Each opens its calculation. */
function columnsFor({ currency, amounts, isSynced, onOpen, meterOf, colourOf, small, wide, widest }: Shown) {
  const words = t.money
  const figure = (
    id: string,
    header: string,
    width: number,
    value: (row: MoneyRow) => string | null,
    none: (row: MoneyRow) => string,
  ): Column<MoneyRow> =>
    column(id, header, { width, align: 'right', sortable: true }, (row) => (
      <Figure what={header} row={row} value={value(row)} none={none(row)} onOpen={onOpen} />
    ))
  const counted = (id: 'replies' | 'qualified' | 'meetings', width: number): Column<MoneyRow> =>
    column(id, words.columns[id], { width, align: 'right', sortable: true }, ({ [id]: known }) => {
      const count = isSynced || id !== 'replies' ? known : null
      return <span className={count === 0 ? 'zero' : undefined}>{count === null ? '…' : formatNumber(count)}</span>
    })
  const ratioColumn = (ratio: CostRatio): Column<MoneyRow> =>
    figure(
      ratio,
      words.short[ratio],
      104,
      (row) => ratioShort(ratio, row, currency),
      (row) => whyNone(ratio, row),
    )
  const meeting = ratioColumn('costPerMeeting')
  return [
    campaignColumn(colourOf, small),
    figure(
      'cost',
      words.cost,
      small ? 86 : 104,
      (row) => amounts.cost(row.costCents),
      () => words.noCost,
    ),
    // Names take precedence; the calculation shows the replies, too.
    ...(small ? [] : [counted('replies', 96)]),
    counted('qualified', small ? 84 : 100),
    counted('meetings', small ? 76 : 92),
    small
      ? { ...meeting, width: 92 }
      : {
          ...meeting,
          width: 150,
          cell: (row: MoneyRow) => (
            <>
              {meterOf(row)}
              {meeting.cell(row)}
            </>
          ),
        },
    figure(
      'revenue',
      words.revenue,
      small ? 82 : 104,
      (row) => amounts.revenue(row.revenueCents),
      () => words.noRevenue,
    ),
    figure('roi', words.roi, small ? 60 : 80, roiText, () => words.noBase),
    ...(wide
      ? [
          figure(
            'profit',
            words.profit,
            108,
            (row) => amountText(profitOf(row), currency),
            () => words.noRevenue,
          ),
        ]
      : []),
    ...(widest ? otherRatios.map(ratioColumn) : []),
  ]
}

type FigureProps = {
  what: string
  row: MoneyRow
  value: string | null
  none: string
  onOpen: (row: MoneyRow) => void
}

/** A figure that opens its calculation on click; for the keyboard, Enter on the row does so. */
function Figure({ what, row, value, none, onOpen }: FigureProps) {
  if (value === null)
    return (
      <span className="text-3" title={none}>
        –<span className="sr-only">{none}</span>
      </span>
    )
  return (
    <button
      type="button"
      tabIndex={-1}
      className="money-figure"
      title={t.money.opensSum(what)}
      onClick={(event) => {
        event.stopPropagation()
        onOpen(row)
      }}
    >
      {value}
    </button>
  )
}
