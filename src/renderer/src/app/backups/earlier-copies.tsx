import type { EarlierCopies } from '#shared/contract/app/backups.ts'
import { formatDate, formatWhen } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/link.tsx'

/** What becomes of copies that hold what was erased since: a date only where one is sure, else who deletes them. */
export function earlierLines({ copies, until, replaced, replacedUntil, staying, unread }: EarlierCopies): string[] {
  const words = t.backups.earlier
  const [newest] = staying
  const lines = [
    ...(until === null ? [] : [words.go(copies - staying.length, formatDate(until))]),
    ...(replacedUntil === null ? [] : [words.aside(replaced, formatDate(replacedUntil))]),
    ...(newest === undefined ? [] : [words.stay(staying.length, formatWhen(newest))]),
    ...unread.map(words.unread),
  ]
  return lines.length === 0 ? [words.none] : lines
}

/** Before something is erased. */
export const EarlierCopiesText = ({ copies }: { copies: EarlierCopies }) =>
  `${earlierLines(copies).join(' ')}${copies.copies + copies.replaced > 0 ? ` ${t.backups.earlier.again}` : ''}`

/** In a receipt, with the way to where they are deleted. */
export function EarlierCopiesLines({ copies }: { copies: EarlierCopies }) {
  return (
    <>
      {earlierLines(copies).map((line) => (
        <span key={line}>{line}</span>
      ))}
      {copies.copies + copies.replaced > 0 && <Link to="/settings/backups">{t.backups.earlier.act}</Link>}
    </>
  )
}
