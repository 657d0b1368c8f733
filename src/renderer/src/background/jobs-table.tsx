import './health.css'
import { CircleCheck, ListChecks, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { JobRow } from '#shared/contract/background/health.ts'
import { AppError } from '#shared/errors.ts'
import { call, useQuery } from '../core/lib/backend.ts'
import { formatDuration, t } from '../core/lib/texts.ts'
import { useSmallWindow, useWideWindow } from '../core/lib/use-small-window.ts'
import { showFailureOf } from '../core/stores/show-failure.ts'
import { showToast } from '../core/stores/toasts.ts'
import { useCurrentWorkspaceId } from '../core/stores/workspaces.ts'
import { Badge, type Tone } from '../core/ui/badge.tsx'
import { IconButton } from '../core/ui/button.tsx'
import { column, type TableColumn } from '../core/ui/column.ts'
import { ErrorNote } from '../core/ui/note.tsx'
import { Card, EmptyState } from '../core/ui/page.tsx'
import { PlainTable } from '../core/ui/plain-table.tsx'
import { ScrollTable } from '../core/ui/scroll-table.tsx'
import { Time } from '../core/ui/time.tsx'
import { Segmented } from '../core/ui/toggles.tsx'
import { ClientCell, type Clients, clientName, useClients } from './client-cell.tsx'
import { JobDialog } from './job-dialog.tsx'
import { resultText } from './job-result-text.ts'

type State = keyof typeof t.health.jobs.states
type Show = keyof typeof t.health.jobs.shows

const stateOf = (row: JobRow): State => (row.running ? 'running' : (row.last?.state ?? 'waiting'))
const tones: Readonly<Record<State, Tone>> = {
  running: 'info',
  done: 'ok',
  partly: 'warn',
  failed: 'bad',
  waiting: 'quiet',
}
const hasTrouble = (row: JobRow): boolean => row.failures > 0 || row.last?.state === 'partly'
const idOf = (row: JobRow): string => `${row.kind} ${row.workspaceId ?? 0}`

/** All background jobs: their last and next runs, and a button to run each now. */
export function JobsTable() {
  const words = t.health.jobs
  const workspaceId = useCurrentWorkspaceId()
  const jobs = useQuery('jobs.list', { workspaceId }, { everyMs: 15_000 })
  const clients = useClients()
  const [show, setShow] = useState<Show>('all')
  const [opened, setOpened] = useState<string | null>(null)
  const wide = useWideWindow()
  const small = useSmallWindow()
  if (jobs.error && !jobs.data) return <ErrorNote error={jobs.error} onAction={jobs.refetch} />
  if (!jobs.data) return null
  if (jobs.data.length === 0) {
    return (
      <Card>
        <EmptyState icon={ListChecks} title={words.emptyTitle} text={words.emptyText} />
      </Card>
    )
  }
  const trouble = jobs.data.filter(hasTrouble)
  const rows = show === 'all' ? jobs.data : trouble
  const open = jobs.data.find((row) => idOf(row) === opened)
  return (
    <>
      <div className="health-bar">
        <Segmented
          label={words.show}
          value={show}
          options={(['all', 'trouble'] as const).map((value) => ({ value, label: words.shows[value] }))}
          onChange={setShow}
        />
        <span className={trouble.length > 0 ? 'is-bad small' : 'text-2 small'} role="status">
          {trouble.length > 0 ? words.troubled(trouble.length) : words.calm}
        </span>
      </div>
      <Card pad={false}>
        {rows.length === 0 ? (
          <EmptyState icon={CircleCheck} title={words.calm} text={words.meta} />
        ) : (
          <ScrollTable label={words.title}>
            <PlainTable
              label={words.title}
              columns={columnsFor(clients, setOpened, wide ? 'wide' : small ? 'small' : 'usual')}
              rows={rows}
              rowId={idOf}
            />
          </ScrollTable>
        )}
      </Card>
      {open && <JobDialog job={open} client={clientName(clients, open.workspaceId)} onClose={() => setOpened(null)} />}
    </>
  )
}

function runNow(row: JobRow): void {
  const { kind, workspaceId } = row
  call('jobs.run', { kind, workspaceId }).then(
    (after) => {
      const { last } = after
      // Nothing could be started, or it is still running.
      if (last?.startedAt === row.last?.startedAt) return
      if (last?.problem)
        showFailureOf(t.health.jobs.names[kind], new AppError(last.problem.code, last.problem.data), workspaceId)
      else if (!after.running) showToast(`${t.health.jobs.names[kind]}: ${t.health.jobs.states[stateOf(after)]}`)
    },
    (thrown: unknown) => showFailureOf(t.health.jobs.names[kind], thrown),
  )
}

const sentenceOf = ({ code, data }: NonNullable<NonNullable<JobRow['last']>['problem']>) => t.errors[code](data)

/** In pixels, by window; in a wide one no word has to be cut. */
const widths = {
  wide: { job: 272, client: 220, state: 136 },
  usual: { job: 232, client: 164, state: 116 },
  small: { job: 196, client: 132, state: 132 },
} as const

function columnsFor(
  clients: Clients,
  open: (id: string) => void,
  size: keyof typeof widths,
): readonly TableColumn<JobRow>[] {
  const words = t.health.jobs
  const width = widths[size]
  // In a small window the state and its time share a column, so that the reason of a failure has room.
  const isSmall = size === 'small'
  return [
    column('job', words.job, { width: width.job }, (row) => (
      <button
        type="button"
        className="health-open ellipsis"
        aria-label={words.open(words.names[row.kind], clientName(clients, row.workspaceId))}
        title={words.names[row.kind]}
        onClick={() => open(idOf(row))}
      >
        {words.names[row.kind]}
      </button>
    )),
    column('client', words.client, { width: width.client }, (row) => (
      <ClientCell clients={clients} id={row.workspaceId} />
    )),
    column('state', words.state, { width: width.state }, (row) => (
      <>
        <Badge tone={tones[stateOf(row)]}>{words.states[stateOf(row)]}</Badge>
        {isSmall && (
          <div className="text-2 small">
            <LastRun row={row} />
          </div>
        )}
      </>
    )),
    ...(isSmall ? [] : [column('last', words.last, { width: 120 }, (row: JobRow) => <LastRun row={row} />)]),
    column('took', words.took, { quiet: 'later', width: 86, align: 'right' }, (row) =>
      row.last ? formatDuration(row.last.durationMs) : '–',
    ),
    column('next', words.next, { quiet: 'later', width: 108 }, (row) => <Next row={row} />),
    column('result', words.result, { minWidth: 100 }, (row) => <Result row={row} />),
    column(
      'retry',
      '',
      { width: 60 },
      (row) =>
        row.canRun && (
          // Never disabled: that would lose the focus, and pressing it during a run waits for the same run.
          <IconButton
            icon={RefreshCw}
            label={words.retryOf(words.names[row.kind], clientName(clients, row.workspaceId))}
            onClick={() => runNow(row)}
          />
        ),
    ),
  ]
}

const LastRun = ({ row: { last } }: { row: JobRow }) =>
  last ? <Time iso={last.startedAt} as="ago" /> : <span className="text-3">{t.health.jobs.never}</span>

function Next({ row }: { row: JobRow }) {
  if (row.held) return <span className="text-3 small">{t.health.jobs.held[row.held]}</span>
  return row.nextAt ? <Time iso={row.nextAt} /> : <span className="text-3 small">{t.health.jobs.onEvent}</span>
}

/** The results of the last run, or why it failed and what to do. */
function Result({ row }: { row: JobRow }) {
  const words = t.health.jobs
  const { last, failures, lastGoodAt } = row
  if (!last) return <span className="text-3">–</span>
  const brought = resultText(row.kind, last.counts)
  if (!last.problem) return <div className="health-result">{brought ?? words.states[last.state]}</div>
  const { what, todo } = sentenceOf(last.problem)
  return (
    <div className="health-result">
      <span className={last.state === 'failed' ? 'is-bad' : 'is-warn'}>{what}</span>
      <span className="text-2 small">{todo}</span>
      <span className="text-3 small">
        {failures > 1 && `${words.failures(failures)}. `}
        {brought && `${brought}. `}
        {failures > 0 &&
          (lastGoodAt ? (
            <>
              {words.lastGood}: <Time iso={lastGoodAt} as="ago" />
            </>
          ) : (
            words.neverGood
          ))}
      </span>
    </div>
  )
}
