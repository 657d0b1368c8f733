import '../people/people.css'
import type { ClientRemoval, ListedRemoval } from '#shared/contract/app/client-data.ts'
import { t } from '../../core/lib/texts.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Card } from '../../core/ui/card.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { EarlierCopiesLines } from '../backups/earlier-copies.tsx'

/** Receipts of clients that were deleted, and how far those are that are being deleted. */
export function RemovedCard({ ledTo }: { ledTo: boolean }) {
  const words = t.clientData
  const rows = useQuery('clientData.removals', {}).data
  if (!rows || rows.length === 0) return null
  return (
    <Card title={words.receipts} meta={words.receiptsText} pad={false} ledTo={ledTo}>
      <div className="person-erase">
        <PlainTable
          label={words.receipts}
          rows={rows}
          rowId={(row) => row.id}
          columns={[
            {
              id: 'client',
              header: words.client,
              width: 180,
              cell: (row) => (
                <span className="person-two">
                  <b className="ellipsis">{row.name}</b>
                  <Time iso={new Date(row.endedAt ?? row.askedAt).toISOString()} />
                </span>
              ),
            },
            { id: 'state', header: words.state, width: 180, cell: (row) => <State row={row} /> },
            {
              id: 'result',
              header: words.result,
              cell: (row) => <Lines row={row} />,
            },
          ]}
        />
      </div>
    </Card>
  )
}

function State({ row: { state, problem } }: { row: ClientRemoval }) {
  const word = t.clientData.states[state]
  if (problem === null) return <Badge tone={state === 'done' ? 'ok' : 'info'}>{word}</Badge>
  return (
    <span className="person-two">
      <Badge tone="warn">{word}</Badge>
      <span className="text-2 small">{t.errors[problem]({}).what}</span>
    </span>
  )
}

function Lines({ row: { receipt, copies } }: { row: ListedRemoval }) {
  const words = t.clientData
  if (copies === null) return null
  const { leads, emails, events, exports, keys, webhook, relay, crms, sources, reports } = receipt
  const lines = [
    words.deleted(leads, emails, events, exports),
    ...(keys > 0 ? [words.keys(keys)] : []),
    ...(webhook === 'none' ? [] : [words.webhook[webhook]]),
    ...(relay ? [words.relay] : []),
    ...(crms + sources > 0 ? [words.tokens(crms, sources)] : []),
    ...(reports > 0 ? [words.reports(reports)] : []),
  ]
  return (
    <span className="person-two small">
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
      <EarlierCopiesLines copies={copies} />
    </span>
  )
}
