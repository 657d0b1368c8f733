import { clientReceipt, receiptNumber } from '#shared/domain/app/receipts.ts'
import { call, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { copiesLink, createReceiptFormat } from '../receipts/receipt-format.ts'
import { ReceiptState, ReceiptsCard } from '../receipts/receipts-card.tsx'

/** Receipts of deleted clients, and the progress of running deletions. */
export function RemovedCard({ ledTo, opened }: { ledTo: boolean; opened: number | null }) {
  const words = t.clientData
  const rows = useQuery('clientData.removals', {}).data
  if (!rows || rows.length === 0) return null
  const tell = createReceiptFormat()
  return (
    <ReceiptsCard
      title={words.receipts}
      meta={words.receiptsText}
      path="/settings/data/deleted"
      ledTo={ledTo}
      openedFirst={opened}
      receipts={rows.map((row) => ({
        id: row.id,
        number: receiptNumber('client', row),
        askedAt: row.askedAt,
        of: <span className="text-2">{row.name}</span>,
        state: (
          <ReceiptState
            done={row.state === 'done'}
            word={words.states[row.state]}
            problem={row.problem && { code: row.problem, data: {} }}
          />
        ),
        lines: clientReceipt(row, tell),
        title:
          row.state === 'done'
            ? words.deletedTitle(row.name, receiptNumber('client', row))
            : `${row.name}: ${receiptNumber('client', row)}`,
        about: words.receiptsText,
        linkOf: copiesLink,
      }))}
      save={(id) => call('clientData.saveReceipt', { id })}
    />
  )
}
