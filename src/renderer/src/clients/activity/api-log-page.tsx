import './activity.css'
import { Activity, Download, RotateCw } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import type { AuditCall, AuditFilter } from '#shared/contract/clients/activity.ts'
import { requesterText } from '#shared/contract/clients/requesters.ts'
import type { Input } from '#shared/contract/index.ts'
import { operationOf } from '#shared/domain/clients/ask-operations.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatDuration, formatNumber, t } from '../../core/lib/texts.ts'
import { useResetFilters } from '../../core/stores/reset-filters.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { type Column, column } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { DataTable } from '../../core/ui/data-table.tsx'
import { SearchInput, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card, EmptyState } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Time } from '../../core/ui/time.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { activityCommands } from '../commands.ts'
import { dayRange } from './day-range.ts'
import { Diagnostics } from './diagnostics.tsx'

const outcomes = ['all', 'ok', 'refused', 'no_answer'] as const

function columnsOf(colours: ReadonlyMap<number, number>): readonly Column<AuditCall>[] {
  return [
    column('time', t.activity.time, { width: 120 }, (row) => <Time iso={row.at} />),
    column('client', t.activity.client, { flex: 1.3, minWidth: 120 }, (row) =>
      row.workspaceName === null ? (
        <span className="text-3">–</span>
      ) : (
        <>
          <WorkspaceSquare colour={colours.get(row.workspaceId ?? 0) ?? 6} />
          <Cut text={row.workspaceName} />
        </>
      ),
    ),
    column('requestedBy', t.activity.requestedBy, { flex: 1, minWidth: 96 }, (row) => (
      <Cut text={requesterText(row.requestedBy, t.activity.requesters)} />
    )),
    column('method', t.activity.method, { width: 72 }, (row) => <span className="mono small">{row.method}</span>),
    column('path', t.activity.path, { flex: 2, minWidth: 150 }, (row) => (
      <Cut text={row.path} className="mono small selectable" />
    )),
    column('status', t.activity.status, { width: 68, align: 'right' }, (row) => (
      <span className={row.outcome === 'ok' ? undefined : row.outcome === 'refused' ? 'is-warn' : 'is-bad'}>
        {row.status ?? t.activity.noStatus}
      </span>
    )),
    column('duration', t.activity.duration, { width: 78, align: 'right' }, (row) => formatDuration(row.durationMs)),
    column('tries', t.activity.tries, { width: 96, align: 'right', quiet: true }, (row) => (
      <span className={row.tries > 1 ? 'is-warn' : 'text-3'}>{formatNumber(row.tries)}</span>
    )),
    column('again', '', { width: 44 }, (row) =>
      row.workspaceId !== null && operationOf(row.method, row.path) ? (
        <IconButton
          size="s"
          icon={RotateCw}
          label={t.ask.again(`${row.method} ${row.path}`)}
          onClick={() => go(`/settings/diagnostics/ask/${row.id}`)}
        />
      ) : null,
    ),
  ]
}

/** Every call to Instantly, with filters, and saved as CSV. */
export function ApiLogPage() {
  const workspaces = useWorkspaces()
  const currentId = useCurrentWorkspaceId()
  const [outcome, setOutcome] = useState<AuditFilter['outcome']>('all')
  const [search, setSearch] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [total, setTotal] = useState<number | null>(null)
  const searched = useDeferredValue(search)
  const filter: Input<'audit.saveCsv'> = { workspaceId: currentId, outcome, search: searched, ...dayRange(from, to) }
  const save = useAction(async () => {
    const saved = await call('audit.saveCsv', filter)
    if (saved) showToast(t.activity.savedCsv(saved.rows, saved.path))
  })
  const filterBy = (next: { outcome: AuditFilter['outcome']; search: string; from: string; to: string }) => {
    setOutcome(next.outcome)
    setSearch(next.search)
    setFrom(next.from)
    setTo(next.to)
  }
  const reset = useResetFilters(
    () => filterBy({ outcome: 'all', search: '', from: '', to: '' }),
    () => filterBy({ outcome, search, from, to }),
  )
  const narrowed = outcome !== 'all' || search !== '' || from !== '' || to !== ''
  const columns = useMemo(
    () => columnsOf(new Map((workspaces ?? []).map((each) => [each.id as number, each.colour]))),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the headings depend on the language
    [workspaces, t],
  )
  return (
    <Diagnostics
      view="calls"
      meta={t.activity.meta}
      actions={
        <Button
          label={t.activity.saveCsv}
          icon={Download}
          command={activityCommands.saveCalls}
          action={save}
          disabled={total === 0}
        />
      }
    >
      {save.error && <ErrorNote error={save.error} onAction={save.run} />}
      <Card pad={false} className="card-fill">
        <div className="filters" role="search">
          <div className="filter-search">
            <SearchInput placeholder={t.activity.search} value={search} onChange={setSearch} maxLength={200} />
          </div>
          <div className="filter-outcome">
            <Select
              label={t.activity.outcome}
              value={outcome}
              onChange={setOutcome}
              options={outcomes.map((value) => ({ value, label: t.activity.outcomes[value] }))}
            />
          </div>
          <label className="filter-day">
            <span>{t.activity.from}</span>
            <TextInput type="date" value={from} onChange={setFrom} max={to || undefined} />
          </label>
          <label className="filter-day">
            <span>{t.activity.to}</span>
            <TextInput type="date" value={to} onChange={setTo} min={from || undefined} />
          </label>
          {narrowed && (
            <Button label={t.activity.reset} variant="quiet" command={activityCommands.resetFilters} onClick={reset} />
          )}
          <span className="push text-3 tabular">{total === null ? '' : t.activity.calls(total)}</span>
        </div>
        <DataTable
          dense
          label={t.activity.table}
          columns={columns}
          rowId={(row) => row.id}
          source={{
            key: `audit ${JSON.stringify(filter)}`,
            loadPage: (offset, limit, ask) => ask('audit.list', { ...filter, page: { offset, limit } }),
          }}
          onTotal={setTotal}
          onOpen={(row) => {
            if (row.workspaceId !== null && operationOf(row.method, row.path)) go(`/settings/diagnostics/ask/${row.id}`)
          }}
          empty={
            <EmptyState
              icon={Activity}
              title={narrowed ? t.activity.noneTitle : t.activity.emptyTitle}
              text={narrowed ? t.activity.noneText : t.activity.emptyText}
            />
          }
        />
      </Card>
    </Diagnostics>
  )
}
