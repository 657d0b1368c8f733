import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { ExportSummary } from '#shared/contract/exports/exports.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { formatNumber } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { Card } from '../../core/ui/card.tsx'
import { Link } from '../../core/ui/link.tsx'
import { PlainTable, type TableColumn } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { VerdictBadge } from '../../exports/exports/verdict-badge.tsx'

type Clients = { workspaces: readonly Workspace[]; showClient: boolean }

/** A name with its client's square before it where several clients are shown. */
function Named({
  to,
  name,
  workspaceId,
  workspaces,
  showClient,
}: Clients & { to: string; name: string; workspaceId: WorkspaceId }) {
  const workspace = workspaces.find((each) => each.id === workspaceId)
  return (
    <span className="row">
      {showClient && workspace && (
        <span title={workspace.name} className="home-square">
          <WorkspaceSquare colour={workspace.colour} />
          <span className="sr-only">{workspace.name}</span>
        </span>
      )}
      <Link to={to} className="ellipsis" title={name}>
        {name}
      </Link>
    </span>
  )
}

const listColumns = (clients: Clients): readonly TableColumn<LeadList>[] => [
  {
    id: 'name',
    header: t.home.list,
    cell: (row) => <Named to={`/lists/${row.id}`} name={row.name} workspaceId={row.workspaceId} {...clients} />,
  },
  {
    id: 'ready',
    header: t.home.ready,
    width: 150,
    align: 'right',
    cell: (row) => (
      <>
        {formatNumber(row.gates.ready)} <span className="text-3">{t.format.of(formatNumber(row.rowCount))}</span>
      </>
    ),
  },
  { id: 'when', header: t.home.when, width: 134, cell: (row) => <Time iso={row.createdAt} /> },
]

/** The newest lists with how many of their leads are ready. */
export function LatestLists({ lists, ...clients }: Clients & { lists: readonly LeadList[] }) {
  return (
    <Card title={t.home.recentLists} actions={lists.length > 0 && <Link to="/lists">{t.home.all}</Link>} pad={false}>
      {lists.length === 0 ? (
        <p className="home-calm text-2">{t.home.noLists}</p>
      ) : (
        <PlainTable
          label={t.home.recentLists}
          rows={lists}
          rowId={(row) => row.id}
          to={(row) => `/lists/${row.id}`}
          columns={listColumns(clients)}
        />
      )}
    </Card>
  )
}

const exportColumns = (clients: Clients): readonly TableColumn<ExportSummary>[] => [
  {
    id: 'name',
    header: t.home.campaign,
    cell: (row) => (
      <Named to={`/exports/${row.id}`} name={row.campaignName} workspaceId={row.workspaceId} {...clients} />
    ),
  },
  {
    id: 'state',
    header: t.home.state,
    width: 172,
    cell: (row) => <VerdictBadge summary={row} />,
  },
  {
    id: 'uploaded',
    header: t.home.uploaded,
    width: 112,
    align: 'right',
    cell: (row) => (
      <span className={row.totals.uploaded === 0 ? 'zero' : undefined}>{formatNumber(row.totals.uploaded)}</span>
    ),
  },
  { id: 'when', header: t.home.when, width: 134, cell: (row) => <Time iso={row.createdAt} /> },
]

/** The newest exports with what arrived. */
export function LatestExports({ exports, ...clients }: Clients & { exports: readonly ExportSummary[] }) {
  return (
    <Card
      title={t.home.recentExports}
      actions={exports.length > 0 && <Link to="/exports">{t.home.all}</Link>}
      pad={false}
    >
      {exports.length === 0 ? (
        <p className="home-calm text-2">{t.home.noExports}</p>
      ) : (
        <PlainTable
          label={t.home.recentExports}
          rows={exports}
          rowId={(row) => row.id}
          to={(row) => `/exports/${row.id}`}
          columns={exportColumns(clients)}
        />
      )}
    </Card>
  )
}
