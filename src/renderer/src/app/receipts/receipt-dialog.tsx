import '../people/people.css'
import './receipts.css'
import { Check, Clock, Download, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { type ReceiptLine, type ReceiptPlace, receiptSums, type TodoState } from '#shared/domain/app/receipts.ts'
import { useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, Icon, Link, type LucideIcon } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { placeIcons } from '../people/place-icons.ts'

type Props = {
  title: string
  about: string
  /** Empty until it has finished. */
  lines: readonly ReceiptLine[]
  /** Progress, until it has finished. */
  state: ReactNode
  /** Asks where to save and saves a PDF; null if the operator cancels. */
  save: () => Promise<{ readonly path: string } | null>
  /** Returns where the operator can deal with what is left in a place. */
  linkOf: (line: ReceiptLine) => { readonly to: string; readonly words: string } | null
  onClose: () => void
  onGone: () => void
}

const marks: Readonly<Record<TodoState, readonly [LucideIcon, string]>> = {
  done: [Check, 'is-ok'],
  waits: [Clock, 'is-info'],
  yours: [TriangleAlert, 'is-warn'],
}

/** Shows what happened to all stored data, place by place. Updates while the process is running. */
export function ReceiptDialog({ title, about, lines, state, save, linkOf, onClose, onGone }: Props) {
  const words = t.people.receipt
  const saving = useAction(async () => {
    const saved = await save()
    if (saved) showToast(t.people.saved(saved.path))
  })
  const { done, of, yours } = receiptSums(lines)
  const ended = lines.length > 0
  return (
    <Dialog
      onClose={onClose}
      onGone={onGone}
      width={720}
      title={title}
      mark={
        ended ? (
          <Badge tone={done === of ? 'ok' : 'info'} icon={done === of ? Check : Clock}>
            {words.doneOf(done, of)}
          </Badge>
        ) : (
          state
        )
      }
      description={[about, ended ? (yours > 0 ? words.yours(yours) : '') : words.underWay].filter(Boolean).join(' ')}
      aside={words.kept}
      actions={
        <>
          <Button label={words.close} onClick={onClose} keysShown="escape" />
          <Button label={words.savePdf} variant="primary" icon={Download} action={saving} disabled={!ended} />
        </>
      }
    >
      {ended && (
        <div className="receipt-places">
          <PlainTable<ReceiptLine>
            label={words.places}
            rows={lines}
            rowId={(line) => line.place}
            columns={[
              column('place', t.people.dialog.place, { width: 190 }, ({ place, name }) => (
                <span className="receipt-place">
                  <Icon of={iconOf(place)} />
                  {name}
                </span>
              )),
              column('stored', t.people.dialog.stored, { width: 170 }, ({ stored }) => (
                <span className="text-2">{stored}</span>
              )),
              column('result', words.result, { minWidth: 250 }, (line) => <Result line={line} link={linkOf(line)} />),
            ]}
          />
        </div>
      )}
      {saving.error && <ErrorNote error={saving.error} onAction={saving.run} />}
    </Dialog>
  )
}

const iconOf = (place: ReceiptPlace): LucideIcon => (place === 'demo' ? placeIcons.instantly : placeIcons[place])

function Result({ line: { standing, result }, link }: { line: ReceiptLine; link: ReturnType<Props['linkOf']> }) {
  const [icon, tone] = marks[standing]
  return (
    <span className="receipt-result">
      <span className={tone}>
        <Icon of={icon} size={14} />
        <span className="sr-only">{t.people.receipt.standing[standing]}</span>
      </span>
      <span className="person-two">
        {result.map((line) => (
          <span key={line}>{line}</span>
        ))}
        {link && <Link to={link.to}>{link.words}</Link>}
      </span>
    </span>
  )
}
