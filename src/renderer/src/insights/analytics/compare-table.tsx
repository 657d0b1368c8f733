import { Check, Columns3, Download, Minus } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import type { Input } from '#shared/contract/index.ts'
import type { AnalyticsOverview, CampaignPeriod } from '#shared/contract/insights/analytics.ts'
import type { CampaignState } from '#shared/domain/campaigns/campaign-state.ts'
import {
  defaultTableColumns,
  type TableColumnName,
  tableColumns,
} from '#shared/domain/insights/analytics/table-columns.ts'
import type { CampaignId } from '#shared/ids.ts'
import { trendColumn, useTrends } from '../../campaigns/campaigns/trend.tsx'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useSmallWindow, useWidestWindow } from '../../core/lib/use-small-window.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useClientLabel } from '../../core/stores/workspaces.ts'
import { Icon, IconButton, Link } from '../../core/ui/button.tsx'
import { type Column, column, type Sort } from '../../core/ui/column.ts'
import { DataTable } from '../../core/ui/data-table.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { analyticsCommands } from '../commands.ts'
import { type MoneyOfCampaigns, moneyColumns } from '../money/money-columns.tsx'
import { clientColumn, sorted, sumCells, tableColumn, tableColumnName } from './compare-columns.tsx'
import { TableFrame } from './table-frame.tsx'

/** Number of rows shown before the table scrolls. */
const maxWhole = 12

type Props = {
  overview: AnalyticsOverview
  /** The query that the overview answers. */
  asked: Omit<Input<'analytics.overview'>, 'period'>
  chosen: readonly CampaignId[]
  /** Campaigns drawn below, in the order of their colours. */
  compared: readonly CampaignId[]
  onChoose: (chosen: readonly CampaignId[]) => void
  /** Cost and revenue of each campaign in the period; empty if no costs are known. */
  money: MoneyOfCampaigns
  /** Other things to compare, shown before the filters. */
  choice: ReactNode
  /** Saved comparisons, shown after the filters. */
  sets: ReactNode
}

/** Campaigns of the period with search, sorting and selectable columns; saved as shown. */
export function CompareTable({
  overview: { campaigns, from, to },
  asked,
  chosen,
  compared,
  onChoose,
  money,
  choice,
  sets,
}: Props) {
  const words = t.analytics
  const lookOf = useClientLabel()
  const [sort, setSort] = useState<Sort>({ id: 'sent', descending: true })
  const [typed, setTyped] = useState('')
  const [state, setState] = useState<CampaignState | 'any'>('any')
  const shown = useQuery('analytics.tableColumns', {}).data ?? defaultTableColumns
  const rows = useMemo(() => {
    const wanted = typed.trim().toLowerCase()
    const found = campaigns.filter(
      (one) => (state === 'any' || one.state === state) && one.name.toLowerCase().includes(wanted),
    )
    return sorted(found, sort, lookOf, money)
  }, [campaigns, sort, typed, state, lookOf, money])
  const columns = useColumns({ campaigns, asked, compared, money }, shown)
  const save = useAction(async () => {
    const saved = await call('analytics.saveCsv', {
      ...asked,
      period: { from, to },
      columns: [...shown],
      order: rows.map(({ id }) => id),
    })
    if (saved) showToast(words.saved(saved.path, saved.rows))
  })
  useCommand(analyticsCommands.save, save.run)
  return (
    <>
      <div className="row-wrap">
        {choice}
        <div className="compare-narrow">
          <CompareFilters
            typed={typed}
            onType={setTyped}
            state={state}
            states={[...new Set(campaigns.map((one) => one.state))]}
            onState={setState}
            shown={shown}
          />
          <IconButton
            icon={Download}
            label={words.save}
            onClick={save.run}
            disabled={rows.length === 0}
            busy={save.busy}
          />
          {sets}
        </div>
      </div>
      {save.error && <ErrorNote error={save.error} />}
      <Card pad={false}>
        <TableFrame rows={rows.length} most={maxWhole}>
          <DataTable
            label={words.table}
            columns={columns}
            source={{
              key: `compare ${JSON.stringify([sort, rows.map((row) => [row, money.get(row.id)])])}`,
              question: JSON.stringify([asked, sort, typed, state]),
              loadPage: async (offset, limit) => ({ rows: rows.slice(offset, offset + limit), total: rows.length }),
            }}
            rowId={(row) => row.id}
            sort={sort}
            onSort={setSort}
            selected={new Set(chosen)}
            // In order of selection, which determines the colours.
            onSelect={(next) => {
              const kept = chosen.filter((id) => next.has(id))
              onChoose([...kept, ...rows.map(({ id }) => id).filter((id) => next.has(id) && !kept.includes(id))])
            }}
            onOpen={(row) => go(`/campaigns/${row.id}`)}
            selectAll
            sums={sumCells(rows)}
            empty={<p className="text-3 breakdown-none">{t.breakdowns.table.noneFound}</p>}
          />
        </TableFrame>
      </Card>
    </>
  )
}

type ColumnsOf = Pick<Props, 'asked' | 'compared' | 'money'> & Pick<AnalyticsOverview, 'campaigns'>

/** The columns that are shown and fit the window. */
function useColumns(
  { campaigns, asked, compared, money }: ColumnsOf,
  shown: readonly TableColumnName[],
): readonly Column<CampaignPeriod>[] {
  const oneClient = new Set(campaigns.map(({ workspaceId, partId }) => `${workspaceId} ${partId}`)).size < 2
  const widest = useWidestWindow()
  const small = useSmallWindow()
  const trends = useTrends({ workspaceId: asked.workspaceId ?? null, partId: asked.partId ?? null })
  return useMemo(() => {
    return [
      campaignColumn(compared, !oneClient && !widest),
      ...(oneClient || !widest ? [] : [clientColumn()]),
      // The number of people contacted is also shown beside the reply rate.
      ...shown.filter((name) => !small || name !== 'contacted').map(tableColumn),
      ...(small ? [] : [trendColumn<CampaignPeriod>(trends)]),
      // Money has its own tab; names take precedence.
      ...(widest && oneClient && money.size > 0 ? moneyColumns(money) : []),
    ]
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the headings depend on the language
  }, [compared.join(), shown.join(), oneClient, widest, small, money, trends, t])
}

type FilterProps = {
  typed: string
  onType: (typed: string) => void
  state: CampaignState | 'any'
  states: readonly CampaignState[]
  onState: (state: CampaignState | 'any') => void
  shown: readonly TableColumnName[]
}

/** Filters the compared campaigns and selects the columns. */
function CompareFilters({ typed, onType, state, states, onState, shown }: FilterProps) {
  const words = t.breakdowns.table
  return (
    <>
      <div className="compare-search">
        <SearchInput value={typed} onChange={onType} placeholder={words.search} maxLength={200} />
      </div>
      <div className="compare-state">
        <Select
          label={words.state}
          value={state}
          options={[
            { value: 'any', label: words.anyState },
            ...states.map((value) => ({ value, label: t.campaigns.states[value] })),
          ]}
          onChange={onState}
        />
      </div>
      <ColumnsMenu shown={shown} />
    </>
  )
}

/** Selects the visible columns; the choice is remembered. */
function ColumnsMenu({ shown }: { shown: readonly TableColumnName[] }) {
  const change = (name: TableColumnName) => {
    const next = tableColumns.filter((one) => (one === name) !== shown.includes(one))
    call('analytics.saveTableColumns', { columns: next }).catch(() =>
      showToast(t.errors.INTERNAL({}).what, { tone: 'bad' }),
    )
  }
  return (
    <Menu
      trigger={<IconButton icon={Columns3} label={t.breakdowns.table.choose} />}
      items={tableColumns.map((name) => ({
        label: tableColumnName(name),
        chosen: shown.includes(name),
        before: <Icon of={shown.includes(name) ? Check : Minus} />,
        onSelect: () => change(name),
      }))}
    />
  )
}

/** `marked` puts the client's coloured square before the name, for when there is no room for a client column. */
function campaignColumn(compared: readonly CampaignId[], marked: boolean): Column<CampaignPeriod> {
  return column('campaign', t.analytics.columns.campaign, { flex: 3, minWidth: 160, sortable: true }, (row) => {
    const at = compared.indexOf(row.id)
    return (
      <>
        {marked && <ClientMark of={row} squareOnly />}
        {at >= 0 && <i className={`chart-mark chart-mark-${at + 1}`} aria-hidden />}
        <Link to={`/campaigns/${row.id}`} className="grid-name" title={row.name}>
          {row.name}
        </Link>
      </>
    )
  })
}
