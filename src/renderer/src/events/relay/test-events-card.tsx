import type { TestEvent } from '#shared/contract/events/relay.ts'
import { fromWire } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Link } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'

/** Test and simulated events, newest first, and how far each got. */
export function TestEventsCard({ workspaceId, linked = false }: { workspaceId: WorkspaceId; linked?: boolean }) {
  const words = t.relay
  const { data } = useQuery('relay.trials', { workspaceId })
  if (!data) return null
  const problem = data[0]?.problem
  return (
    <Card
      title={words.trialsTitle}
      pad={data.length === 0}
      actions={
        linked && (
          <Link to="/settings/diagnostics/simulator" className="small">
            {words.simulatorTitle}
          </Link>
        )
      }
    >
      {problem && (
        <div className="card-pad">
          <ErrorNote error={fromWire(problem)} />
        </div>
      )}
      {data.length === 0 ? (
        <p className="text-3">{words.trialsEmpty}</p>
      ) : (
        <PlainTable label={words.trialsTitle} rows={data} rowId={(row) => row.id} columns={columnsOf()} />
      )}
    </Card>
  )
}

const columnsOf = () =>
  [
    column('type', t.relay.type, {}, (row: TestEvent) => (
      <span className="row">
        <Badge>{t.relay.kinds[row.kind]}</Badge>
        <span className="mono small ellipsis">{row.eventType}</span>
      </span>
    )),
    column('sent', t.relay.sent, { width: 108 }, (row: TestEvent) => <Reached iso={row.sentAt} failed={false} />),
    column('relay', t.relay.atRelay, { width: 108 }, (row: TestEvent) => (
      <Reached iso={row.relayAt} failed={row.problem !== null} />
    )),
    column('here', t.relay.arrived, { width: 108 }, (row: TestEvent) => (
      <Reached iso={row.arrivedAt} failed={row.problem !== null} />
    )),
  ] as const

function Reached({ iso, failed }: { iso: string | null; failed: boolean }) {
  if (iso) return <Time iso={iso} as="ago" />
  return <span className={failed ? 'is-bad' : 'text-3'}>{failed ? '×' : '…'}</span>
}
