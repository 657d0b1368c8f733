import './campaigns.css'
import { Megaphone } from 'lucide-react'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { type CampaignRow, type CampaignSort, campaignSorts } from '#shared/contract/campaigns/campaigns.ts'
import type { Input } from '#shared/contract/index.ts'
import type { CampaignId } from '#shared/ids.ts'
import { SyncFailure, useSyncFailure } from '../../background/sync-failure.tsx'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { useSmallWindow, useWidestWindow, useWideWindow } from '../../core/lib/use-small-window.ts'
import { clientsTogether, useClientParts, useCurrentClient, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Dot } from '../../core/ui/badge.tsx'
import { Link } from '../../core/ui/button.tsx'
import { type Column, column, type Sort } from '../../core/ui/column.ts'
import { DataTable } from '../../core/ui/data-table.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { Checkbox, Segmented } from '../../core/ui/toggles.tsx'
import { LocalList } from '../campaign-edits/local-list.tsx'
import { NewLocal } from '../campaign-edits/new-local.tsx'
import { campaignCommands } from '../commands.ts'
import { CampaignSwitch } from './campaign-switch.tsx'
import { ProblemMark, RowFigure } from './figure.tsx'
import { ReadNow, useUnsyncedText } from './read-now.tsx'
import { campaignTone } from './state-tone.ts'
import { SwitchMany } from './switch-many.tsx'
import { type Trends, trendColumn, useTrends } from './trend.tsx'

const shows = ['all', 'running', 'stopped', 'gone', 'local', 'differing'] as const
type Show = (typeof shows)[number]
const isSort = (id: string): id is CampaignSort => campaignSorts.some((one) => one === id)

/** All campaigns of a client, or of all clients: their state, results, and the time of the last sync. */
export function CampaignsPage() {
  const words = t.campaigns
  const client = useCurrentClient()
  const { workspaceId, partId } = client
  const grouped = useIsGrouped()
  const [unassigned, setUnassigned] = useState(false)
  const [total, setTotal] = useState<number | null>(null)
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const [show, setShow] = useState<Show>('all')
  const [sort, setSort] = useState<Sort>({ id: 'sent', descending: true })
  const [chosen, setChosen] = useState<ReadonlySet<CampaignId>>(new Set())
  const trends = useTrends(client)
  const room = useRoom()
  const filters = useRef<HTMLDivElement>(null)
  useCommand(campaignCommands.search, () => filters.current?.querySelector('input')?.focus())
  // Only visible campaigns can be selected, so changing the filter clears the selection.
  useEffect(() => setChosen(new Set()), [workspaceId, partId, search, show, unassigned])
  const onlyRest = unassigned && workspaceId !== null && grouped
  const asked: Omit<Input<'campaigns.list'>, 'page'> = {
    ...client,
    unassigned: onlyRest,
    search,
    show: show === 'local' ? 'all' : show,
    sort: isSort(sort.id) ? sort.id : 'sent',
    descending: sort.descending,
  }
  const unsynced = useUnsyncedText(workspaceId)
  const failure = useSyncFailure('campaigns', workspaceId)
  const narrowed = search.trim() !== '' || show !== 'all' || onlyRest
  return (
    <div className="page">
      <PageHead title={words.title} meta={total && show !== 'local' ? words.count(total) : undefined}>
        <NewLocal workspaceId={workspaceId} />
        <ReadNow workspaceId={workspaceId} />
      </PageHead>
      <div className="page-fill">
        <Card className="card-fill" pad={false}>
          <div className="filters campaigns-filters" ref={filters}>
            {chosen.size > 0 ? (
              <SwitchMany chosen={chosen} onClear={() => setChosen(new Set())} />
            ) : (
              <>
                <div className="campaigns-search">
                  <SearchInput value={typed} onChange={setTyped} placeholder={words.search} maxLength={200} />
                </div>
                <ShowFilter show={show} onShow={setShow} />
                {workspaceId !== null && grouped && (
                  <Checkbox label={t.clients.filter.unassigned} checked={unassigned} onChange={setUnassigned} />
                )}
              </>
            )}
          </div>
          {show === 'local' ? (
            <LocalList workspaceId={workspaceId} search={search} />
          ) : (
            <DataTable
              label={words.table}
              columns={columnsFor(grouped, trends, room)}
              source={{
                key: `campaigns ${JSON.stringify(asked)}`,
                loadPage: (offset, limit, ask) => ask('campaigns.list', { ...asked, page: { offset, limit } }),
              }}
              rowId={(row) => row.id}
              sort={sort}
              onSort={setSort}
              selected={chosen}
              // `rowId` returns the ids of campaigns.
              onSelect={(next) => setChosen(next as ReadonlySet<CampaignId>)}
              onOpen={(row) => go(`/campaigns/${row.id}`)}
              selectAll
              onRename={(row) => go(`/campaigns/${row.id}/edit`)}
              peek={{
                title: ({ name }) => name,
                text: ({ state }) => words.states[state],
                columns: columnsFor(grouped, trends, 'widest'),
              }}
              onTotal={setTotal}
              empty={
                failure && !narrowed ? (
                  <SyncFailure problem={failure} client={workspaceId} />
                ) : (
                  <EmptyState
                    icon={Megaphone}
                    title={narrowed ? words.noneTitle : (unsynced ?? words.emptyTitle)}
                    text={narrowed ? words.noneText : unsynced ? words.emptyText : words.noneAtInstantly}
                  />
                )
              }
            />
          )}
        </Card>
      </div>
    </div>
  )
}

/** Whether campaigns of several clients, or of several parts of one, are shown together. */
function useIsGrouped(): boolean {
  const { workspaceId, partId } = useCurrentClient()
  const parts = useClientParts() ?? []
  const isOneOfMany = clientsTogether(useWorkspaces() ?? []).length > 1
  const hasParts = parts.some((each) => workspaceId === null || each.workspaceId === workspaceId)
  return partId === null && (hasParts || (workspaceId === null && isOneOfMany))
}

/** How much room the window leaves the columns. */
type Room = 'small' | 'usual' | 'wide' | 'widest'

function useRoom(): Room {
  const small = useSmallWindow()
  const wide = useWideWindow()
  const widest = useWidestWindow()
  return small ? 'small' : widest ? 'widest' : wide ? 'wide' : 'usual'
}

/** Filter of the campaigns; those that differ from Instantly are offered if there are any. */
function ShowFilter({ show, onShow }: { show: Show; onShow: (show: Show) => void }) {
  const words = t.campaigns
  const client = useCurrentClient()
  const differing =
    useQuery('campaigns.list', { ...client, show: 'differing', page: { offset: 0, limit: 1 } }).data?.total ?? 0
  return (
    <Segmented
      label={words.show}
      value={show}
      onChange={onShow}
      options={shows
        .filter((value) => value !== 'differing' || differing > 0 || show === 'differing')
        .map((value) => ({
          value,
          label:
            value === 'local'
              ? t.campaignEdits.local.show
              : value === 'differing'
                ? `${words.shows.differing} (${formatNumber(differing)})`
                : words.shows[value],
        }))}
    />
  )
}

/**
 * Returns the columns. `grouped`: campaigns of several clients are shown, so each shows its client. Names take
 * precedence: figures and tags that would take their space need a wider window.
 */
function columnsFor(grouped: boolean, trends: Trends, room: Room): readonly Column<CampaignRow>[] {
  const small = room === 'small'
  const roomy = room === 'widest' || (room === 'wide' && !grouped)
  const words = t.campaigns
  const figure = (
    metric: 'sent' | 'opened' | 'replied' | 'interested' | 'bounced',
    width: number,
  ): Column<CampaignRow> =>
    column(metric, words.metrics[metric], { width, align: 'right', sortable: true }, (row) => (
      <RowFigure metric={metric} of={row} />
    ))
  return [
    column('switch', words.run, { width: 52 }, (row) =>
      row.state === 'gone' ? null : <CampaignSwitch campaign={row} />,
    ),
    column('name', words.name, { flex: 3, minWidth: 160, sortable: true }, (row) => (
      <>
        {grouped && small && <ClientMark of={row} squareOnly />}
        <Link to={`/campaigns/${row.id}`} className="grid-name" title={row.name}>
          {row.name}
        </Link>
        {row.problem && <ProblemMark label={words.problem} />}
        {row.drift && <ProblemMark label={t.campaignEdits.drift.mark} />}
        {(roomy || !grouped ? (row.tags ?? []) : []).slice(0, 2).map((tag) => (
          <span key={tag} className="campaign-tag ellipsis" title={tag}>
            {tag}
          </span>
        ))}
      </>
    )),
    ...(grouped && !small
      ? [
          column('client', t.clients.client, { width: 172, sortable: true }, (row: CampaignRow) => (
            <ClientMark of={row} />
          )),
        ]
      : []),
    column('state', words.state, { width: 154, sortable: true }, (row) => (
      <span className="row">
        <Dot tone={campaignTone(row.state)} />
        <span className="grid-two">{words.states[row.state]}</span>
      </span>
    )),
    figure('sent', 94),
    figure('replied', 92),
    ...(small ? [] : [figure('interested', 104)]),
    trendColumn(trends),
    // Alerts report bounces, and most campaigns do not measure opens.
    ...(roomy ? [figure('opened', 100)] : []),
    ...(roomy || (!small && !grouped) ? [figure('bounced', 100)] : []),
  ]
}
