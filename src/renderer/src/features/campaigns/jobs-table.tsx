import './campaigns.css'
import { ListChecks, RefreshCw } from 'lucide-react'
import type { ReadingHealth } from '#shared/contract/campaigns.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call } from '../../lib/call.ts'
import { formatDuration } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { useQuery } from '../../lib/use-query.ts'
import { useWorkspaces } from '../../stores/workspaces.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { PlainTable, type TableColumn } from '../../ui/plain-table.tsx'
import { Time } from '../../ui/time.tsx'
import { WorkspaceSquare } from '../../ui/workspace-square.tsx'
import { tellReadings } from './read-now.tsx'

type Client = { readonly name: string; readonly colour: number }
type State = keyof typeof t.campaigns.jobs.states

const stateOf = (one: ReadingHealth): State => (one.running ? 'running' : (one.last?.state ?? 'waiting'))
const tones: Readonly<Record<State, Tone>> = {
  running: 'info',
  done: 'ok',
  partly: 'warn',
  failed: 'bad',
  cut_off: 'warn',
  waiting: 'quiet',
}

/** The reading of every client's campaigns: how it went, when it goes on, and a way to do it now. */
export function JobsTable() {
  const words = t.campaigns.jobs
  const health = useQuery('campaigns.health', {}, ['campaigns', 'workspaces'], { everyMs: 30_000 })
  const workspaces = useWorkspaces() ?? []
  const reading = useAction(async (workspaceId: WorkspaceId) =>
    tellReadings(await call('campaigns.readNow', { workspaceId })),
  )
  const clients = new Map<WorkspaceId, Client>(workspaces.map((each) => [each.id, each]))
  if (health.error && !health.data) return <ErrorNote error={health.error} onAction={health.askAgain} />
  if (!health.data) return null
  if (health.data.length === 0) {
    return (
      <Card>
        <EmptyState icon={ListChecks} title={words.emptyTitle} text={words.emptyText} />
      </Card>
    )
  }
  return (
    <>
      {reading.error && <ErrorNote error={reading.error} />}
      <Card pad={false}>
        <div className="scroll-x">
          <PlainTable
            label={words.table}
            columns={columnsFor(clients, reading.run)}
            rows={health.data}
            rowId={(row) => row.workspaceId}
          />
        </div>
      </Card>
    </>
  )
}

function columnsFor(
  clients: ReadonlyMap<WorkspaceId, Client>,
  read: (workspaceId: WorkspaceId) => void,
): readonly TableColumn<ReadingHealth>[] {
  const words = t.campaigns.jobs
  const nameOf = (id: WorkspaceId) => clients.get(id)?.name ?? ''
  return [
    { id: 'job', header: words.job, width: 132, cell: () => words.reading },
    {
      id: 'client',
      header: words.client,
      width: 170,
      cell: (row) => (
        <span className="job-client">
          <WorkspaceSquare colour={clients.get(row.workspaceId)?.colour ?? null} />
          <span className="ellipsis">{nameOf(row.workspaceId)}</span>
        </span>
      ),
    },
    {
      id: 'state',
      header: words.state,
      width: 108,
      cell: (row) => <Badge tone={tones[stateOf(row)]}>{words.states[stateOf(row)]}</Badge>,
    },
    {
      id: 'last',
      header: words.last,
      width: 120,
      cell: (row) =>
        row.last ? <Time iso={row.last.startedAt} as="ago" /> : <span className="text-3">{words.never}</span>,
    },
    {
      id: 'took',
      header: words.took,
      width: 84,
      align: 'right',
      cell: (row) => (row.last === null || row.last.durationMs === null ? '–' : formatDuration(row.last.durationMs)),
    },
    {
      id: 'next',
      header: words.next,
      width: 118,
      cell: (row) =>
        row.held ? (
          <span className="text-3 small">{words.held[row.held]}</span>
        ) : row.nextAt ? (
          <Time iso={row.nextAt} />
        ) : (
          '–'
        ),
    },
    { id: 'result', header: words.result, minWidth: 240, cell: (row) => <Result health={row} /> },
    {
      id: 'retry',
      header: words.retry,
      width: 92,
      cell: (row) =>
        row.held === 'no_key' ? null : (
          // Never disabled: the focus would be lost, and a press while it runs waits for the same reading.
          <IconButton
            icon={RefreshCw}
            label={words.retryOf(nameOf(row.workspaceId))}
            onClick={() => read(row.workspaceId)}
          />
        ),
    },
  ]
}

function Result({ health }: { health: ReadingHealth }) {
  const words = t.campaigns
  const { last, failures, lastGoodAt } = health
  if (!last) return <span className="text-3">–</span>
  const bad = last.problem
  if (!bad) return <>{words.readDone(last.imported, last.updated, last.gone)}</>
  return (
    <div className="job-result">
      <span className={last.state === 'failed' ? 'is-bad' : 'is-warn'}>
        {last.state === 'partly' ? words.readPartly(last.failed) : t.errors[bad.code](bad.data).what}
      </span>
      <span className="text-3 small">
        {failures > 1 && `${words.jobs.failures(failures)}. `}
        {lastGoodAt && (
          <>
            {words.jobs.lastGood}: <Time iso={lastGoodAt} as="ago" />
          </>
        )}
      </span>
    </div>
  )
}
