import type { ClientPart } from '#shared/contract/clients/clients.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { ExportSummary } from '#shared/contract/exports/exports.ts'
import type { CapacityView } from '#shared/contract/insights/capacity.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { formatNumber } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { chooseClient, useClientParts } from '../../core/stores/workspaces.ts'
import { Card } from '../../core/ui/card.tsx'
import { DemoBadge } from '../../core/ui/demo-badge.tsx'
import { Link } from '../../core/ui/link.tsx'
import { PlainTable, type TableColumn } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { LeadsLast } from '../../insights/accounts/leads-last.tsx'
import { lastExportOf } from './home-data.ts'

type Line = { readonly workspace: Workspace; readonly part: ClientPart | null }

const count = (value: number) => <span className={value === 0 ? 'zero' : undefined}>{formatNumber(value)}</span>

const clientColumns = (
  lastOf: ReadonlyMap<WorkspaceId, ExportSummary | null>,
  capacity: CapacityView | undefined,
): readonly TableColumn<Line>[] => [
  {
    id: 'name',
    header: t.home.client,
    cell: ({ workspace, part }) => (
      <span className={part ? 'row home-part' : 'row'}>
        <WorkspaceSquare colour={(part ?? workspace).colour} />
        <button
          type="button"
          className="home-client ellipsis"
          title={part ? `${workspace.name} › ${part.name}` : workspace.name}
          onClick={() => chooseClient({ workspaceId: workspace.id, partId: part?.id ?? null })}
        >
          {(part ?? workspace).name}
        </button>
        {workspace.demo && !part && <DemoBadge />}
      </span>
    ),
  },
  {
    id: 'key',
    header: t.home.key,
    width: 128,
    cell: ({ workspace: { keyState }, part }) =>
      part ? null : (
        <span className={keyState === 'active' ? 'text-2' : 'is-warn'}>
          {keyState ? t.keys[keyState].word : t.workspaces.noKey}
        </span>
      ),
  },
  {
    id: 'lists',
    header: t.home.lists,
    width: 72,
    align: 'right',
    cell: ({ workspace, part }) => (part ? null : count(workspace.listCount)),
  },
  {
    id: 'exports',
    header: t.home.exports,
    width: 80,
    align: 'right',
    cell: ({ workspace, part }) => (part ? null : count(workspace.exportCount)),
  },
  {
    id: 'leads',
    header: t.home.leadsLast,
    width: 128,
    align: 'right',
    cell: ({ workspace, part }) => {
      const known = part ? undefined : capacity?.clients.find(({ workspaceId }) => workspaceId === workspace.id)
      const runs = capacity?.campaigns.some(({ workspaceId }) => workspaceId === workspace.id)
      if (!capacity || !known || !runs) return null
      return <LeadsLast leads={known.leads} sends={known.first + known.followUps > 0} mostDays={capacity.mostDays} />
    },
  },
  {
    id: 'last',
    header: t.home.lastExport,
    cell: ({ workspace, part }) => {
      if (part) return <span className="text-2">{t.clients.counts(part.campaigns, part.running)}</span>
      const last = lastOf.get(workspace.id)
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

/** One line per client; those that are parts of a workspace below it. */
export function ClientsCard({
  workspaces,
  exports,
}: {
  workspaces: readonly Workspace[]
  exports: readonly ExportSummary[]
}) {
  const parts = useClientParts() ?? []
  const capacity = useQuery('capacity.view', { workspaceId: null, partId: null }).data
  const lines = workspaces.flatMap((workspace): Line[] => [
    { workspace, part: null },
    ...parts.filter(({ workspaceId }) => workspaceId === workspace.id).map((part): Line => ({ workspace, part })),
  ])
  const lastOf = new Map(workspaces.map((each) => [each.id, lastExportOf(exports, each.id)]))
  return (
    <Card title={t.home.clients} meta={formatNumber(lines.length)} pad={false}>
      <PlainTable
        label={t.home.clients}
        rows={lines}
        rowId={({ workspace, part }) => `${workspace.id} ${part?.id ?? ''}`}
        columns={clientColumns(lastOf, capacity)}
      />
    </Card>
  )
}
