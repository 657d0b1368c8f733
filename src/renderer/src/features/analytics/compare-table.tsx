import { useMemo, useState } from 'react'
import type { CampaignPeriod } from '#shared/contract/analytics.ts'
import type { CampaignId } from '#shared/ids.ts'
import { compareNames, formatNumber, formatRate } from '../../lib/format.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../stores/workspaces.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable, type Sort } from '../../ui/data-table.tsx'
import { Link } from '../../ui/link.tsx'
import { WorkspaceSquare } from '../../ui/workspace-square.tsx'
import { campaignTone } from '../campaigns/state-tone.ts'
import { type MoneyOfCampaigns, moneyColumns, moneyOrder } from '../money/money-columns.tsx'

type Props = {
  campaigns: readonly CampaignPeriod[]
  chosen: readonly CampaignId[]
  /** Those drawn below, in the order of their colours. */
  compared: readonly CampaignId[]
  onChoose: (chosen: readonly CampaignId[]) => void
  /** What each cost and brought in the period; empty where no costs are known. */
  money: MoneyOfCampaigns
}

const share = (part: number, base: number): number => (base === 0 ? -1 : part / base)

const orders: Readonly<Record<string, (one: CampaignPeriod) => number>> = {
  sent: ({ sums }) => sums.sent,
  contacted: ({ sums }) => sums.contacted,
  replied: ({ sums }) => share(sums.repliedUnique, sums.contacted),
  opened: ({ sums, measures }) => (measures.opens ? share(sums.openedUnique, sums.sent) : -2),
  opportunities: ({ sums }) => sums.opportunities,
  bounced: ({ life }) => share(life.bounced, life.sent),
}

/** Campaigns of the period, sorted by any column; those chosen are drawn below. */
export function CompareTable({ campaigns, chosen, compared, onChoose, money }: Props) {
  const words = t.analytics
  const oneClient = useCurrentWorkspaceId() !== null
  const workspaces = useWorkspaces()
  const [sort, setSort] = useState<Sort>({ id: 'sent', descending: true })
  const rows = useMemo(() => sorted(campaigns, sort, money), [campaigns, sort, money])
  const columns = useMemo(() => {
    const colours = oneClient ? null : new Map(workspaces?.map(({ id, colour }) => [id, colour]))
    return [
      ...columnsFor(compared, (one) => colours?.get(one.workspaceId) ?? null),
      ...(money.size > 0 ? moneyColumns(money) : []),
    ]
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/memo-dependencies -- headings in the language spoken
  }, [compared.join(), workspaces, oneClient, money, t])
  return (
    <Card
      title={words.table}
      meta={chosen.length === 0 ? words.compareHint : chosen.length > 6 ? words.tooMany : words.compared(chosen.length)}
      pad={false}
    >
      <div className="compare-table" style={{ height: Math.min(rows.length, 10) * 34 + 33 }}>
        <DataTable
          label={words.table}
          columns={columns}
          source={{
            key: `compare ${JSON.stringify([sort, rows.map(({ id, sums }) => [id, sums, money.get(id)])])}`,
            topics: [],
            loadPage: async (offset, limit) => ({ rows: rows.slice(offset, offset + limit), total: rows.length }),
          }}
          rowId={(row) => row.id}
          sort={sort}
          onSort={setSort}
          selected={new Set(chosen)}
          // In the order they were chosen in, which is that of their colours.
          onSelect={(next) => {
            const kept = chosen.filter((id) => next.has(id))
            onChoose([...kept, ...rows.map(({ id }) => id).filter((id) => next.has(id) && !kept.includes(id))])
          }}
          onOpen={(row) => go(`/campaigns/${row.id}`)}
          empty={null}
        />
      </div>
    </Card>
  )
}

function sorted(
  campaigns: readonly CampaignPeriod[],
  { id, descending }: Sort,
  money: MoneyOfCampaigns,
): readonly CampaignPeriod[] {
  const order = orders[id] ?? moneyOrder(id, money)
  const turn = descending ? -1 : 1
  return campaigns.toSorted(
    (a, b) => (order ? turn * (order(a) - order(b)) : turn * compareNames(a.name, b.name)) || a.id - b.id,
  )
}

function columnsFor(
  compared: readonly CampaignId[],
  colourOf: (one: CampaignPeriod) => number | null,
): readonly Column<CampaignPeriod>[] {
  const { columns: words, notMeasured } = t.analytics
  const figure = (
    id: keyof typeof words,
    width: number,
    cell: (row: CampaignPeriod) => string | null,
  ): Column<CampaignPeriod> => ({
    id,
    header: words[id],
    width,
    align: 'right',
    sortable: true,
    cell: (row) => cell(row) ?? <span className="text-3 small">{notMeasured}</span>,
  })
  return [
    {
      id: 'campaign',
      header: words.campaign,
      flex: 3,
      minWidth: 180,
      sortable: true,
      cell: (row) => {
        const at = compared.indexOf(row.id)
        const colour = colourOf(row)
        return (
          <>
            {colour !== null && <WorkspaceSquare colour={colour} />}
            {at >= 0 && <i className={`chart-mark chart-mark-${at + 1}`} aria-hidden />}
            <Link to={`/campaigns/${row.id}`} className="ellipsis">
              {row.name}
            </Link>
          </>
        )
      },
    },
    {
      id: 'state',
      header: words.state,
      width: 130,
      cell: (row) => <Badge tone={campaignTone(row.state)}>{t.campaigns.states[row.state]}</Badge>,
    },
    figure('sent', 70, ({ sums }) => formatNumber(sums.sent)),
    figure('contacted', 96, ({ sums }) => formatNumber(sums.contacted)),
    figure('replied', 116, ({ sums }) => formatRate(sums.repliedUnique, sums.contacted)),
    figure('opened', 122, ({ sums, measures }) => (measures.opens ? formatRate(sums.openedUnique, sums.sent) : null)),
    figure('opportunities', 108, ({ sums }) => formatNumber(sums.opportunities)),
    figure('bounced', 122, ({ life }) => formatRate(life.bounced, life.sent)),
  ]
}
