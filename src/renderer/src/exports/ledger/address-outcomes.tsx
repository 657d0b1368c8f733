import { SearchX } from 'lucide-react'
import type { AddressOutcome } from '#shared/contract/exports/exports.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/button.tsx'
import { type Column, column } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { DataTable } from '../../core/ui/data-table.tsx'
import { EmptyState } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { OutcomeBadge, OutcomeReason } from './outcome-cells.tsx'
import { TargetMark } from './target-mark.tsx'

type Props = {
  workspaceId: WorkspaceId | null
  search: string
  /** Returns a client's colour; null if only one client is shown. */
  colourOf: ((id: WorkspaceId) => number | null) | null
}

/** Outcomes of an address in every list and every export. */
export function AddressOutcomes({ workspaceId, search, colourOf }: Props) {
  const words = t.exports.history
  return (
    <DataTable
      label={words.foundTable(search)}
      columns={columnsFor(colourOf)}
      source={{
        key: `address ${workspaceId ?? 'all'} ${search}`,
        loadPage: async (offset, limit, ask) => {
          const rows = await ask('exports.findAddress', { workspaceId, search })
          return { rows: rows.slice(offset, offset + limit), total: rows.length }
        },
      }}
      rowId={(row) => `${row.leadId} ${row.sent?.exportId ?? ''}`}
      onOpen={(row) => go(pathOf(row))}
      empty={<EmptyState icon={SearchX} title={words.noneFoundTitle} text={words.noneFoundText(search)} />}
    />
  )
}

const pathOf = (row: AddressOutcome): string => (row.sent ? `/exports/${row.sent.exportId}` : `/lists/${row.listId}`)

function columnsFor(colourOf: Props['colourOf']): readonly Column<AddressOutcome>[] {
  const words = t.exports.history
  return [
    column('address', words.address, { flex: 2, minWidth: 200 }, (row) => (
      <span className="ellipsis selectable" title={[row.email, row.name, row.companyName].filter(Boolean).join(' · ')}>
        {row.email}
      </span>
    )),
    column('list', words.list, { flex: 3, minWidth: 220 }, (row) => (
      <>
        {colourOf && <WorkspaceSquare colour={colourOf(row.workspaceId)} />}
        <Link to={pathOf(row)} className="ellipsis export-list" title={row.listName}>
          {row.listName}
        </Link>
        {row.sent && (
          <>
            <span className="text-3">→</span>
            <Cut text={row.sent.campaignName} className="text-2" />
            <TargetMark target={row.sent.target} />
          </>
        )}
      </>
    )),
    column('where', words.where, { width: 154 }, (row) =>
      row.sent ? <OutcomeBadge outcome={row.sent.outcome} /> : <span className="text-3">{words.neverSent}</span>,
    ),
    column(
      'why',
      words.why,
      { flex: 2, minWidth: 160 },
      (row) => row.sent && <OutcomeReason of={row.sent} over={row.sent.over} target={row.sent.target} />,
    ),
    column(
      'when',
      words.when,
      { width: 132 },
      (row) =>
        row.sent && (
          <span className="text-2">
            <Time iso={row.sent.at} />
          </span>
        ),
    ),
  ]
}
