import type { ExportSummary } from '#shared/contract/exports.ts'
import type { Workspace } from '#shared/contract/workspaces.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { formatNumber } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { chooseWorkspace } from '../../stores/workspaces.ts'
import { Card } from '../../ui/card.tsx'
import { DemoBadge } from '../../ui/demo-badge.tsx'
import { Link } from '../../ui/link.tsx'
import { PlainTable, type TableColumn } from '../../ui/plain-table.tsx'
import { Time } from '../../ui/time.tsx'
import { WorkspaceSquare } from '../../ui/workspace-square.tsx'
import { lastExportOf } from './home-data.ts'

const count = (value: number) => <span className={value === 0 ? 'zero' : undefined}>{formatNumber(value)}</span>

const clientColumns = (lastOf: ReadonlyMap<WorkspaceId, ExportSummary | null>): readonly TableColumn<Workspace>[] => [
  {
    id: 'name',
    header: t.home.client,
    cell: (row) => (
      <span className="row">
        <WorkspaceSquare colour={row.colour} />
        <button type="button" className="home-client ellipsis" title={row.name} onClick={() => chooseWorkspace(row.id)}>
          {row.name}
        </button>
        {row.demo && <DemoBadge />}
      </span>
    ),
  },
  {
    id: 'key',
    header: t.home.key,
    width: 128,
    cell: (row) => (
      <span className={row.keyState === 'active' ? 'text-2' : 'is-warn'}>
        {row.keyState ? t.keys[row.keyState].word : t.workspaces.noKey}
      </span>
    ),
  },
  { id: 'lists', header: t.home.lists, width: 72, align: 'right', cell: (row) => count(row.listCount) },
  { id: 'exports', header: t.home.exports, width: 80, align: 'right', cell: (row) => count(row.exportCount) },
  {
    id: 'last',
    header: t.home.lastExport,
    cell: (row) => {
      const last = lastOf.get(row.id)
      if (!last) return <span className="text-3">{t.home.never}</span>
      return (
        <span className="row">
          <Link to={`/exports/${last.id}`} className="ellipsis" title={last.campaignName}>
            {last.campaignName}
          </Link>
          <span className="text-3 small">
            <Time iso={last.createdAt} />
          </span>
        </span>
      )
    },
  },
]

/** One line per client. */
export function ClientsCard({
  workspaces,
  exports,
}: {
  workspaces: readonly Workspace[]
  exports: readonly ExportSummary[]
}) {
  const lastOf = new Map(workspaces.map((each) => [each.id, lastExportOf(exports, each.id)]))
  return (
    <Card title={t.home.clients} meta={formatNumber(workspaces.length)} pad={false}>
      <PlainTable label={t.home.clients} rows={workspaces} rowId={(row) => row.id} columns={clientColumns(lastOf)} />
    </Card>
  )
}
