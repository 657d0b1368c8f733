import { type ReactNode, useMemo, useState } from 'react'
import type { MoneyGroup, MoneyRow } from '#shared/contract/insights/money.ts'
import { type CostRatio, costPer, profitOf, roiOf } from '#shared/domain/insights/money/figures.ts'
import { compareNames, formatCents, formatNumber } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useSmallWindow, useWidestWindow } from '../../core/lib/use-small-window.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Card } from '../../core/ui/card.tsx'
import { type Column, DataTable, type Sort } from '../../core/ui/data-table.tsx'
import { Link } from '../../core/ui/link.tsx'
import { Meter } from '../../core/ui/meter.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { amountWords, ratioWords, roiWords, whyNone } from './money-words.ts'
import { firstRatios } from './part-dialog.tsx'

const unknown = -Infinity
const orders: Readonly<Record<string, (row: MoneyRow) => number>> = {
  cost: ({ costCents }) => costCents ?? unknown,
  costPerLead: (row) => costPer('costPerLead', row) ?? unknown,
  costPerContacted: (row) => costPer('costPerContacted', row) ?? unknown,
  costPerReply: (row) => costPer('costPerReply', row) ?? unknown,
  costPerQualified: (row) => costPer('costPerQualified', row) ?? unknown,
  costPerMeeting: (row) => costPer('costPerMeeting', row) ?? unknown,
  costPerSent: (row) => costPer('costPerSent', row) ?? unknown,
  revenue: ({ revenueCents }) => revenueCents ?? unknown,
  profit: (row) => profitOf(row) ?? unknown,
  roi: (row) => roiOf(row) ?? unknown,
}
/** After those decided by, and at the end. */
const otherRatios: readonly CostRatio[] = ['costPerLead', 'costPerQualified', 'costPerContacted']
/** So many rows are shown without a scroll bar of their own. */
const mostWhole = 40

/** Campaigns of one currency, sorted by any figure; a row opens into its sum. */
export function MoneyTable({
  group: { rows, currency, targetCents },
  onOpen,
}: {
  group: MoneyGroup
  onOpen: (row: MoneyRow) => void
}) {
  const words = t.money
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
  const columns = columnsFor(currency, onOpen, meter, (row) => colours?.get(row.workspaceId) ?? null, {
    small: useSmallWindow(),
    widest: useWidestWindow(),
  })
  return (
    <Card title={words.table} meta={t.analytics.meta(rows.filter(({ id }) => id !== null).length)} pad={false}>
      <div
        className={rows.length > mostWhole ? 'compare-table' : 'compare-table compare-table-whole'}
        style={rows.length > mostWhole ? { height: mostWhole * 34 + 33 } : undefined}
      >
        <DataTable
          label={words.table}
          columns={columns}
          source={{
            key: `money ${JSON.stringify([sort, currency, shown])}`,
            loadPage: async (offset, limit) => ({ rows: shown.slice(offset, offset + limit), total: shown.length }),
          }}
          rowId={(row) => `${row.workspaceId} ${row.id}`}
          sort={sort}
          onSort={setSort}
          onOpen={onOpen}
          empty={null}
        />
      </div>
    </Card>
  )
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

function columnsFor(
  currency: string,
  onOpen: (row: MoneyRow) => void,
  meterOf: (row: MoneyRow) => ReactNode,
  colourOf: (row: MoneyRow) => number | null,
  { small, widest }: { readonly small: boolean; readonly widest: boolean },
): readonly Column<MoneyRow>[] {
  const words = t.money
  const figure = (
    id: string,
    header: string,
    width: number,
    value: (row: MoneyRow) => string | null,
    none: (row: MoneyRow) => string,
  ): Column<MoneyRow> => ({
    id,
    header,
    width,
    align: 'right',
    sortable: true,
    cell: (row) => <Figure what={header} row={row} value={value(row)} none={none(row)} onOpen={onOpen} />,
  })
  const ratioColumn = (ratio: CostRatio): Column<MoneyRow> => {
    const isMeeting = ratio === 'costPerMeeting'
    const column = figure(
      ratio,
      words.short[ratio],
      isMeeting && !small ? 150 : 100,
      (row) => ratioWords(ratio, row, currency),
      (row) => whyNone(ratio, row),
    )
    if (!isMeeting || small) return column
    return {
      ...column,
      cell: (row) => (
        <>
          {meterOf(row)}
          {column.cell(row)}
        </>
      ),
    }
  }
  return [
    {
      id: 'campaign',
      header: words.columns.campaign,
      flex: 3,
      minWidth: 200,
      sortable: true,
      cell: (row): ReactNode => {
        const colour = colourOf(row)
        return (
          <>
            {colour !== null && <WorkspaceSquare colour={colour} />}
            {row.id === null ? (
              <span className="text-2 ellipsis">{words.noCampaign}</span>
            ) : (
              <Link to={`/campaigns/${row.id}`} className="grid-name" title={row.name}>
                {row.name}
              </Link>
            )}
          </>
        )
      },
    },
    figure(
      'cost',
      words.cost,
      104,
      (row) => amountWords(row.costCents, currency),
      () => words.noCost,
    ),
    ...firstRatios.filter((ratio) => !small || ratio === 'costPerMeeting').map(ratioColumn),
    {
      id: 'qualified',
      header: words.columns.qualified,
      width: 84,
      align: 'right',
      cell: (row) => (
        <span className={row.qualified === 0 ? 'zero' : undefined}>
          {row.qualified === null ? '…' : formatNumber(row.qualified)}
        </span>
      ),
    },
    figure(
      'revenue',
      words.revenue,
      104,
      (row) => amountWords(row.revenueCents, currency),
      () => words.noRevenue,
    ),
    ...(small
      ? []
      : [
          figure(
            'profit',
            words.profit,
            108,
            (row) => {
              const profit = profitOf(row)
              return profit === null ? null : formatCents(profit, currency)
            },
            () => words.noRevenue,
          ),
        ]),
    figure('roi', words.roi, 96, roiWords, () => words.noBase),
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

/** A figure that opens; the row itself does so by Enter. */
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
