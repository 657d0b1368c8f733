import { personReceipt, receiptNumber } from '#shared/domain/app/receipts.ts'
import { call, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Card } from '../../core/ui/page.tsx'
import { copiesLink, createReceiptFormat } from '../receipts/receipt-format.ts'
import { ReceiptState, ReceiptsCard } from '../receipts/receipts-card.tsx'

/** Receipts of erased people: places, counts and times, and no personal data. */
export function ErasedCard({ ledTo, opened }: { ledTo: boolean; opened: number | null }) {
  const words = t.people.receipt
  const rows = useQuery('people.erasures', {}).data
  const workspaces = useWorkspaces()
  if (!rows) return null
  if (rows.length === 0)
    return (
      <Card title={words.title}>
        {/* Without a client there is nobody to find. */}
        <p className="text-2">{workspaces?.length ? `${words.none} ${words.noneHow}` : words.none}</p>
      </Card>
    )
  const tell = createReceiptFormat((id) => workspaces?.find((each) => each.id === id)?.name ?? '')
  return (
    <ReceiptsCard
      title={words.title}
      meta={words.text}
      path="/settings/data/erased"
      ledTo={ledTo}
      openedFirst={opened}
      receipts={rows.map((row) => ({
        id: row.id,
        number: receiptNumber('person', row),
        askedAt: row.askedAt,
        of: <span className="mono small text-2">{row.fingerprint}</span>,
        state: <ReceiptState done={row.state === 'done'} word={words.states[row.state]} problem={row.problem} />,
        lines: personReceipt(row, tell),
        title: (row.state === 'done' ? words.erased : words.of)(receiptNumber('person', row)),
        about: words.about(row.fingerprint),
        // Reports already created are listed with their folders.
        linkOf: (line) =>
          line.place === 'files' && (row.receipt?.reports ?? 0) > 0
            ? { to: '/analytics/reports', words: words.showReports }
            : copiesLink(line),
      }))}
      save={(id) => call('people.saveReceipt', { id })}
    />
  )
}
