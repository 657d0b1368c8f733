import { count } from '../../core/ui/count.tsx'
import '../plan/exports.css'
import { RotateCcw, Send, Sigma } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ExportSummary } from '#shared/contract/exports/exports.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import { setPath } from '../../campaigns/campaigns/set-path.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useDebounced } from '../../core/lib/use-debounced.ts'
import { useSmallWindow } from '../../core/lib/use-small-window.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button, IconButton, Link } from '../../core/ui/button.tsx'
import { type Column, column } from '../../core/ui/column.ts'
import { DataTable } from '../../core/ui/data-table.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { RepeatChooser } from '../plan/repeat-chooser.tsx'
import { repeatExport } from '../plan/repeat-export.ts'
import { AddressOutcomes } from './address-outcomes.tsx'
import { TargetMark } from './target-mark.tsx'
import { VerdictBadge } from './verdict-badge.tsx'

/** Minimum number of characters for an address search; fewer would match everybody. */
const searchFrom = 3

/** All exports of one client or of all clients. */
export function ExportsPage() {
  const words = t.exports.history
  const workspaceId = useCurrentWorkspaceId()
  const small = useSmallWindow()
  const workspaces = useWorkspaces() ?? []
  const [total, setTotal] = useState<number | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<ExportId>>(new Set())
  // The selection applies only to the rows shown, so it is cleared when the client changes.
  useEffect(() => setChosen(new Set()), [workspaceId])
  const [typed, setTyped] = useState('')
  const search = useDebounced(typed.trim(), 180)
  const colourOf = (id: WorkspaceId) => workspaces.find((each) => each.id === id)?.colour ?? null
  return (
    <div className="page">
      <PageHead title={t.exports.title} meta={total ? words.count(total) : undefined}>
        <div className="exports-find">
          <SearchInput
            label={words.find}
            placeholder={words.findPlaceholder}
            value={typed}
            onChange={setTyped}
            maxLength={320}
          />
        </div>
      </PageHead>
      <div className="page-fill exports-body">
        <Card className="card-fill" pad={false}>
          {chosen.size > 0 && search.length < searchFrom && (
            <SumExports chosen={chosen} onClear={() => setChosen(new Set())} />
          )}
          {search.length >= searchFrom ? (
            <AddressOutcomes {...{ workspaceId, search }} colourOf={workspaceId === null ? colourOf : null} />
          ) : (
            <DataTable
              label={words.table}
              lines={2}
              columns={columnsFor(workspaceId === null ? colourOf : null, small)}
              source={{
                key: `exports ${workspaceId ?? 'all'}`,
                loadPage: (offset, limit, ask) => ask('exports.list', { workspaceId, page: { offset, limit } }),
              }}
              rowId={(row) => row.id}
              selected={chosen}
              // `rowId` returns the ids of exports.
              onSelect={(next) => setChosen(next as ReadonlySet<ExportId>)}
              onOpen={(row) => go(`/exports/${row.id}`)}
              onPeek={(row) => go(`/exports/${row.id}`)}
              selectAll
              onTotal={setTotal}
              empty={
                <EmptyState
                  icon={Send}
                  title={workspaceId === null ? words.emptyTitle : words.noneOfClient}
                  text={words.emptyText}
                >
                  <Button label={words.toLists} variant="primary" onClick={() => go('/lists')} />
                </EmptyState>
              }
            />
          )}
        </Card>
      </div>
      <RepeatChooser />
    </div>
  )
}

type ColourOf = (id: WorkspaceId) => number | null

const repeatButton = (row: ExportSummary) => (
  <IconButton
    size="s"
    icon={RotateCcw}
    label={t.exportHistory.repeatOf(row.campaignName)}
    onClick={(event) => {
      // A click on the row itself would open the report.
      event.stopPropagation()
      repeatExport(row.id)
    }}
  />
)

/** `small` leaves out columns that the state already implies; the export report shows them. */
function columnsFor(colourOf: ColourOf | null, small: boolean): readonly Column<ExportSummary>[] {
  const words = t.exports.history
  const when = (row: ExportSummary) => (
    <span className="text-2">
      <Time iso={row.createdAt} />
    </span>
  )
  const first: readonly Column<ExportSummary>[] = [
    column('state', words.state, { width: 154 }, (row) => <VerdictBadge summary={row} />),
    column('list', words.list, { flex: 3, minWidth: 188 }, (row) => (
      <>
        {colourOf && <WorkspaceSquare colour={colourOf(row.workspaceId)} />}
        <span className="export-names">
          <Link
            to={`/exports/${row.id}`}
            className="ellipsis export-list"
            title={`${row.listName} → ${row.campaignName}`}
            aria-label={words.openLedger(row.listName, row.campaignName)}
          >
            {row.listName}
          </Link>
          {/* With little room, the name of a list is not shown twice. */}
          {!(small && row.campaignName.startsWith(row.listName)) && (
            <span className="ellipsis text-2" title={row.campaignName}>
              → {row.campaignName}
            </span>
          )}
        </span>
        <TargetMark target={row.target} />
      </>
    )),
    column('uploaded', words.uploaded, { width: 100, align: 'right' }, (row) => count(row.totals.uploaded)),
    column('stayed', words.stayedBehind, { width: 104, align: 'right' }, (row) => count(row.totals.stayedBehind)),
  ]
  const last: Column<ExportSummary> = column('when', words.when, { width: 152 }, (row) => (
    <>
      {when(row)}
      <span className="push">{repeatButton(row)}</span>
    </>
  ))
  if (small) return [...first, last]
  return [
    ...first,
    column('refused', words.refused, { width: 88, align: 'right' }, (row) => count(row.totals.refused)),
    column('failed', words.failed, { width: 112, align: 'right' }, (row) => count(row.totals.failed)),
    last,
  ]
}

/** Adds up the campaigns of the selected exports. */
function SumExports({ chosen, onClear }: { chosen: ReadonlySet<ExportId>; onClear: () => void }) {
  const words = t.breakdowns.sets
  const [none, setNone] = useState(false)
  const sum = useAction(async () => {
    const { campaignIds, unread } = await call('sets.ofExports', { exportIds: [...chosen] })
    setNone(campaignIds.length === 0)
    if (campaignIds.length === 0) return
    if (unread > 0) showToast(words.unread(unread))
    go(setPath(campaignIds, 'exports'))
  })
  return (
    <div className="exports-chosen">
      <b>{words.selected(chosen.size)}</b>
      <Button label={words.sumUp} size="s" icon={Sigma} action={sum} />
      <Button label={words.clear} size="s" variant="quiet" onClick={onClear} />
      {none && <span role="alert">{words.nothing}</span>}
      {sum.error && <ErrorNote error={sum.error} />}
    </div>
  )
}
