import '../people/people.css'
import { Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { type ReceiptLine, receiptSums } from '#shared/domain/app/receipts.ts'
import type { Problem } from '#shared/errors.ts'
import { useAction } from '../../core/lib/backend.ts'
import { replace } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { IconButton } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { ReceiptDialog } from './receipt-dialog.tsx'

export type StoredReceipt = {
  readonly id: number
  readonly number: string
  /** Epoch ms. */
  readonly askedAt: number
  /** Whom the receipt is about. */
  readonly of: ReactNode
  readonly state: ReactNode
  readonly lines: readonly ReceiptLine[]
  readonly title: string
  readonly about: string
  /** Returns where the operator can deal with what is left in a place. */
  readonly linkOf: (line: ReceiptLine) => { readonly to: string; readonly words: string } | null
}

type Props = {
  title: string
  meta: string
  /** Path of the card; an open receipt adds its id. */
  path: string
  ledTo: boolean
  openedFirst: number | null
  receipts: readonly StoredReceipt[]
  save: (id: number) => Promise<{ readonly path: string } | null>
}

/** Receipts by number: a row opens the receipt, which can be saved as PDF at any time. */
export function ReceiptsCard({ title, meta, path, ledTo, openedFirst, receipts, save }: Props) {
  const words = t.people.receipt
  const rowId = (id: number) => `receipt${path.replaceAll('/', '-')}-${id}`
  const [openedId, setOpenedId] = useState(openedFirst)
  const opened = receipts.find(({ id }) => id === openedId)
  const saving = useAction(async (id: number) => {
    const saved = await save(id)
    if (saved) showToast(t.people.saved(saved.path))
  })
  return (
    <Card title={title} meta={meta} pad={false} ledTo={ledTo}>
      {saving.error && <ErrorNote error={saving.error} />}
      <div className="person-erase">
        <PlainTable<StoredReceipt>
          label={title}
          rows={receipts}
          rowId={({ id }) => id}
          columns={[
            column('which', words.receipt, { minWidth: 130 }, (row) => (
              <span className="person-two">
                <button type="button" id={rowId(row.id)} className="receipt-open" onClick={() => setOpenedId(row.id)}>
                  {words.of(row.number)}
                </button>
                {row.of}
              </span>
            )),
            column('when', t.people.at, { width: 112 }, ({ askedAt }) => (
              <Time iso={new Date(askedAt).toISOString()} />
            )),
            column('state', t.people.state, { minWidth: 130 }, ({ state }) => state),
            column('yours', words.elsewhere, { width: 116 }, ({ lines }) => <Yours lines={lines} />),
            column('save', '', { width: 64, align: 'right' }, ({ id, number, lines }) => (
              <IconButton
                icon={Download}
                label={words.savePdfOf(number)}
                disabled={lines.length === 0}
                busy={saving.busy}
                onClick={() => saving.run(id)}
              />
            )),
          ]}
        />
      </div>
      {opened && (
        <ReceiptDialog
          title={opened.title}
          about={opened.about}
          lines={opened.lines}
          state={opened.state}
          save={() => save(opened.id)}
          linkOf={opened.linkOf}
          // Focuses the receipt's row, even if the dialog opened before any row had the focus.
          onGone={() => document.getElementById(rowId(opened.id))?.focus()}
          onClose={() => {
            setOpenedId(null)
            if (openedFirst !== null) replace(path)
          }}
        />
      )}
    </Card>
  )
}

type StateProps = { done: boolean; word: string; problem: Problem | null }

/** How far the deletion is, with the problem that holds it up. */
export function ReceiptState({ done, word, problem }: StateProps) {
  if (problem === null) return <Badge tone={done ? 'ok' : 'info'}>{word}</Badge>
  return (
    <span className="person-two">
      <Badge tone="warn">{word}</Badge>
      <span className="text-2 small">{t.errors[problem.code](problem.data).what}</span>
    </span>
  )
}

function Yours({ lines }: { lines: readonly ReceiptLine[] }) {
  const { yours } = receiptSums(lines)
  return lines.length === 0 ? null : (
    <span className={yours === 0 ? 'text-3' : undefined}>{t.people.receipt.placesOf(yours)}</span>
  )
}
