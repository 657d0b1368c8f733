import './people.css'
import type { EarlierCopies } from '#shared/contract/app/backups.ts'
import type { Erasure, ErasureReceipt } from '#shared/contract/app/people.ts'
import { formatBytes } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Card } from '../../core/ui/card.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { EarlierCopiesLines } from '../backups/earlier-copies.tsx'

/** Receipts of people who were erased: places, counts and times, and no personal data. */
export function ErasedCard({ ledTo }: { ledTo: boolean }) {
  const words = t.people.receipt
  const rows = useQuery('people.erasures', {}).data
  if (!rows) return null
  return (
    <Card title={words.title} meta={rows.length === 0 ? undefined : words.text} pad={rows.length === 0} ledTo={ledTo}>
      {rows.length === 0 ? (
        <p className="text-2">{words.none}</p>
      ) : (
        <div className="person-erase">
          <PlainTable
            label={words.title}
            rows={rows}
            rowId={(row) => row.id}
            columns={[
              {
                id: 'which',
                header: t.people.at,
                width: 170,
                cell: (row) => (
                  <span className="person-two">
                    <span className="mono small">{words.of(row.fingerprint)}</span>
                    <Time iso={new Date(row.askedAt).toISOString()} />
                  </span>
                ),
              },
              { id: 'state', header: t.people.state, width: 200, cell: (row) => <State row={row} /> },
              {
                id: 'what',
                header: words.result,
                cell: (row) => row.receipt && <Lines receipt={row.receipt} copies={row.copies} />,
              },
            ]}
          />
        </div>
      )}
    </Card>
  )
}

function State({ row }: { row: Erasure }) {
  const words = t.people.receipt
  if (row.problem === null) return <Badge tone={row.state === 'done' ? 'ok' : 'info'}>{words.states[row.state]}</Badge>
  return (
    <span className="person-two">
      <Badge tone="warn">{words.states[row.state]}</Badge>
      <span className="text-2 small">{t.errors[row.problem.code](row.problem.data).what}</span>
    </span>
  )
}

function Lines({ receipt, copies }: { receipt: ErasureReceipt; copies: EarlierCopies | null }) {
  const words = t.people.receipt
  const workspaces = useWorkspaces()
  const nameOf = (id: number) => workspaces?.find((each) => each.id === id)?.name ?? ''
  const records = Object.values(receipt.here).reduce((sum, count) => sum + count, 0)
  const lines = [
    words.here(records, receipt.mentions),
    ...(receipt.bytesChecked > 0 ? [words.checked(formatBytes(receipt.bytesChecked))] : []),
    ...receipt.instantly.map((one) =>
      one.problem === null
        ? [
            words.deleted(nameOf(one.workspaceId), one.deleted),
            one.blocked && words.blocked,
            one.left > 0 && words.left(one.left),
          ]
            .filter((part) => part !== false)
            .join(', ')
        : words.problem(nameOf(one.workspaceId), whatOf(one.problem)),
    ),
    ...(receipt.relays > 0 ? [`${t.people.relay}: ${t.people.dialog.relay}`] : []),
    ...(receipt.supabase > 0 ? [`${t.people.supabase}: ${t.people.dialog.supabase}`] : []),
    ...(receipt.crms > 0 ? [`${t.people.crm}: ${t.people.dialog.crm}`] : []),
    ...(receipt.demo ? [words.demo] : []),
    `${t.people.files}: ${t.people.dialog.files}`,
  ]
  return (
    <span className="person-two small">
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
      {copies && <EarlierCopiesLines copies={copies} />}
    </span>
  )
}

/** A code of ours in words; another as it is. */
function whatOf(code: string): string {
  const known = Object.entries(t.errors).find(([name]) => name === code)
  return known ? known[1]({}).what : code
}
