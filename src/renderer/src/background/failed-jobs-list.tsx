import './health.css'
import { ArrowRight, CircleCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type DeadLetter, type DeadLetterKind, deadLetterKinds } from '#shared/contract/background/health.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { call, useQuery } from '../core/lib/backend.ts'
import { go } from '../core/lib/router.ts'
import { formatNumber, t } from '../core/lib/texts.ts'
import { useSmallWindow } from '../core/lib/use-small-window.ts'
import { showToast } from '../core/stores/toasts.ts'
import { pushUndo, showFinalToast } from '../core/stores/undo.ts'
import { useCurrentWorkspaceId } from '../core/stores/workspaces.ts'
import { IconButton, Link } from '../core/ui/button.tsx'
import { type Column, column } from '../core/ui/column.ts'
import { DataTable } from '../core/ui/data-table.tsx'
import { Card, EmptyState } from '../core/ui/page.tsx'
import { Select } from '../core/ui/select.tsx'
import { Time } from '../core/ui/time.tsx'
import { WorkspaceSquare } from '../core/ui/workspace-square.tsx'
import { ClientCell, type Clients, clientName, useClients } from './client-cell.tsx'
import { useRetryOrDrop } from './retry-or-drop.tsx'

const keyOf = ({ kind, id }: Pick<DeadLetter, 'kind' | 'id'>): string => `${kind} ${id}`

/** Explains why a job was given up. */
function whyOf({ why }: DeadLetter): string {
  if (why.of === 'error') return t.errors[why.code](why.data).what
  if (why.of === 'rows') return t.health.givenUp.rows(why.refused, why.failed)
  const words: Readonly<Record<string, string>> = why.of === 'crm' ? t.crm.problems : t.events.reasons
  const reason = words[why.reason] ?? why.reason
  return why.status === null ? reason : `${reason} HTTP ${why.status}.`
}

/**
 * `small`: the table does not scroll sideways, and a client is the square before its job.
 */
function columnsOf(clients: Clients, small: boolean): readonly Column<DeadLetter>[] {
  const words = t.health.givenUp
  const client: Column<DeadLetter> = column('client', words.client, { width: 172 }, (row) => (
    <ClientCell clients={clients} id={row.workspaceId} />
  ))
  return [
    column('at', words.at, { width: small ? 104 : 120 }, (row) => <Time iso={row.at} />),
    column('kind', words.kind, { width: small ? 118 : 132 }, (row) => (
      <span className="grid-two" title={words.kinds[row.kind]}>
        {words.kinds[row.kind]}
      </span>
    )),
    ...(small ? [] : [client]),
    column('about', words.about, { flex: 1, minWidth: 124 }, (row) => (
      <span className="row" title={small ? clientName(clients, row.workspaceId) : undefined}>
        {small && <WorkspaceSquare colour={clients.get(row.workspaceId)?.colour ?? null} />}
        <span
          className={row.kind === 'event' ? 'mono small ellipsis selectable' : 'ellipsis selectable'}
          title={row.about}
        >
          {row.about}
          {row.detail && <span className="text-3"> {row.detail}</span>}
        </span>
      </span>
    )),
    column('why', words.why, { flex: 3, minWidth: 200 }, (row) => (
      <span className="grid-two grid-three" title={`${whyOf(row)} ${words.todo[row.kind]}`}>
        <span className="is-bad">{whyOf(row)}</span> <span className="text-2">{words.todo[row.kind]}</span>
      </span>
    )),
    column('open', words.acts, { width: small ? 78 : 92 }, (row) => (
      <IconButton
        size="s"
        icon={ArrowRight}
        label={words.openOf(words.kinds[row.kind], row.about.slice(0, 60))}
        onClick={() => go(row.route)}
      />
    )),
  ]
}

/** Everything that failed and is not retried automatically; can be retried or discarded. */
export function FailedJobsList() {
  const words = t.health.givenUp
  const workspaceId = useCurrentWorkspaceId()
  const clients = useClients()
  const small = useSmallWindow()
  const counts = useQuery('givenUp.counts', { workspaceId }).data
  const [kind, setKind] = useState<Kind>('all')
  const [total, setTotal] = useState(0)
  const [selected, setSelected] = useState<ReadonlySet<number | string>>(new Set())
  const only = [...selected].map((key) => {
    const [of, id] = String(key).split(' ')
    return { kind: deadLetterKinds.find((each) => each === of) ?? 'event', id: Number(id) }
  })
  const wanted = {
    workspaceId,
    kind: kind === 'all' ? null : kind,
    only: only.length === 0 ? null : only.slice(0, 200),
  }
  const eventCount = only.length > 0 ? only.filter((ref) => ref.kind === 'event').length : (counts?.event ?? 0)
  const hasEvents = eventCount > 0 && (kind === 'all' || kind === 'event')
  const { notes, retryButton, dropButton } = useRetryOrDrop({
    words,
    total,
    chosen: only.length,
    retry: async () => {
      const { done, left } = await call('givenUp.retry', wanted)
      setSelected(new Set())
      showToast(words.retried(done, left), left > 0 ? { tone: 'bad' } : {})
    },
    drop: async () => {
      const done = await call('givenUp.drop', wanted)
      setSelected(new Set())
      offerUndoDrop(wanted, done)
    },
    keeps: kind === 'campaign',
    undoable: counts !== undefined && !hasEvents,
  })
  const columns = useMemo(
    () => columnsOf(clients, small),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the headings depend on the language, the rows on the names of the clients
    [t, small, JSON.stringify([...clients])],
  )
  return (
    <>
      {notes}
      <Card
        pad={false}
        className="card-fill"
        title={words.title}
        actions={
          <>
            {retryButton}
            {dropButton}
          </>
        }
      >
        <div className="filters">
          <KindFilter
            kind={kind}
            counts={counts}
            onKind={(next) => {
              setKind(next)
              setSelected(new Set())
            }}
          />
          {(counts?.event ?? 0) > 0 && <Link to="/settings/diagnostics/unread">{words.whole}</Link>}
        </div>
        <DataTable
          label={words.title}
          lines={3}
          columns={columns}
          rowId={keyOf}
          selected={selected}
          onSelect={setSelected}
          onOpen={(row) => go(row.route)}
          source={{
            key: `given up ${workspaceId ?? 'all'} ${kind}`,
            loadPage: (offset, limit, ask) =>
              ask('givenUp.list', { workspaceId, kind: kind === 'all' ? null : kind, page: { offset, limit } }),
          }}
          onTotal={setTotal}
          empty={<EmptyState icon={CircleCheck} title={words.emptyTitle} text={words.emptyText} />}
        />
      </Card>
    </>
  )
}

/** Says how many were dropped; if they can be brought back, that can be undone. */
function offerUndoDrop(wanted: Input<'givenUp.drop'>, { dropped, undo: first }: Output<'givenUp.drop'>): void {
  const said = t.health.givenUp.dropped(dropped)
  if (first === null) {
    showFinalToast(said)
    return
  }
  let undo: typeof first | null = first
  pushUndo({
    words: () => said,
    undo: () => (undo === null ? undefined : call('givenUp.undoDrop', { undo })),
    redo: async () => {
      ;({ undo } = await call('givenUp.drop', wanted))
    },
    path: '/settings/diagnostics/failed',
    toast: said,
  })
}

type Kind = DeadLetterKind | 'all'
type FilterProps = {
  kind: Kind
  /** Undefined until known. */
  counts: Output<'givenUp.counts'> | undefined
  onKind: (kind: Kind) => void
}

/** Selects the kind of failed jobs, each with its number. */
function KindFilter({ kind, counts, onKind }: FilterProps) {
  const words = t.health.givenUp
  const sum = counts ? deadLetterKinds.reduce((all, each) => all + counts[each], 0) : 0
  return (
    <div className="health-kind">
      <Select
        label={words.filter}
        value={kind}
        options={[
          { value: 'all' as const, label: counts ? `${words.all} (${formatNumber(sum)})` : words.all },
          ...deadLetterKinds.map((value) => ({
            value,
            label: counts ? `${words.kinds[value]} (${formatNumber(counts[value])})` : words.kinds[value],
          })),
        ]}
        onChange={onKind}
      />
    </div>
  )
}
