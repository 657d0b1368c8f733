import { useMemo, useState } from 'react'
import type { CampaignPeriod } from '#shared/contract/analytics.ts'
import type { CampaignId } from '#shared/ids.ts'
import { compareNames, formatNumber, formatRate } from '../../lib/format.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { useClientLook } from '../../stores/workspaces.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable, type Sort } from '../../ui/data-table.tsx'
import { Link } from '../../ui/link.tsx'
import { campaignTone } from '../campaigns/state-tone.ts'
import { ClientMark } from '../clients/client-mark.tsx'
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

type LookOf = ReturnType<typeof useClientLook>

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
  const lookOf = useClientLook()
  const oneClient = new Set(campaigns.map(({ workspaceId, partId }) => `${workspaceId} ${partId}`)).size < 2
  const [sort, setSort] = useState<Sort>({ id: 'sent', descending: true })
  const rows = useMemo(() => sorted(campaigns, sort, lookOf, money), [campaigns, sort, lookOf, money])
  const columns = useMemo(() => {
    return [...columnsFor(compared, oneClient ? null : lookOf), ...(money.size > 0 ? moneyColumns(money) : [])]
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/memo-dependencies -- headings in the language spoken
  }, [compared.join(), lookOf, oneClient, money, t])
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
  lookOf: LookOf,
  money: MoneyOfCampaigns,
): readonly CampaignPeriod[] {
  const order = orders[id] ?? moneyOrder(id, money)
  const turn = descending ? -1 : 1
  const nameOf = (one: CampaignPeriod) => (id === 'client' ? (lookOf(one)?.whole ?? '') : one.name)
  return campaigns.toSorted(
    (a, b) => (order ? turn * (order(a) - order(b)) : turn * compareNames(nameOf(a), nameOf(b))) || a.id - b.id,
  )
}

function columnsFor(compared: readonly CampaignId[], lookOf: LookOf | null): readonly Column<CampaignPeriod>[] {
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
        return (
          <>
            {at >= 0 && <i className={`chart-mark chart-mark-${at + 1}`} aria-hidden />}
            <Link to={`/campaigns/${row.id}`} className="ellipsis">
              {row.name}
            </Link>
          </>
        )
      },
    },
    ...(lookOf
      ? [
          {
            id: 'client',
            header: t.clients.client,
            flex: 1,
            minWidth: 110,
            sortable: true,
            cell: (row: CampaignPeriod) => <ClientMark of={row} />,
          },
        ]
      : []),
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
