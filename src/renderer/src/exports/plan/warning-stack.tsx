import { ChevronDown, ChevronUp, CircleAlert, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { t } from '../../core/lib/texts.ts'
import { isFocusLost } from '../../core/lib/use-page-focus.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import type { Warning } from './plan-warnings.ts'

type Props = {
  warnings: readonly Warning[]
  /** Whether all warnings are shown, not only the most serious. */
  all: boolean
  onAll: (all: boolean) => void
  /** The warning the key led to; null if none. */
  at: string | null
  onSeen: (id: string) => void
  /** The last warning is gone, and the focus with it. */
  onFocusGone: () => void
  fixOf: (fix: Warning['fix']) => ReactNode
}

export const maxWarnings = 3

/** Warnings directly above the button: the three most serious, each with its fix. */
export function WarningStack({ warnings, all, onAll, at, onSeen, onFocusGone, fixOf }: Props) {
  const words = t.review.warnings
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (at === null) return
    list.current?.querySelector<HTMLElement>(`[data-warning="${at}"] button`)?.focus()
  }, [at])
  const pressed = useRef<string | null>(null)
  // A fixed warning disappears together with its button, which had the focus.
  useEffect(() => {
    const id = pressed.current
    if (id === null || !isFocusLost()) return
    const own = list.current?.querySelector(`[data-warning="${id}"]`)
    const next = (own ?? list.current)?.querySelector<HTMLButtonElement>('button:enabled')
    if (next) next.focus()
    else if (!own) onFocusGone()
  })
  if (warnings.length === 0) return null
  const shown = all ? warnings : warnings.slice(0, maxWarnings)
  const rest = warnings.length - maxWarnings
  return (
    <section className="warnings" aria-label={words.label}>
      <ul ref={list} data-all={all || undefined}>
        {shown.map((warning) => (
          <li
            key={warning.id}
            data-warning={warning.id}
            data-at={warning.id === at || undefined}
            className={`warning warning-${warning.tone}`}
            onFocus={() => {
              pressed.current = warning.id
              onSeen(warning.id)
            }}
            onBlur={({ target }) => {
              if (target.isConnected && !target.matches(':disabled')) pressed.current = null
            }}
          >
            <Icon of={warning.tone === 'bad' ? CircleAlert : TriangleAlert} />
            <span className="warning-words" title={warning.detail ?? `${warning.title}. ${warning.text}`}>
              <b>{warning.title}</b>
              {warning.text && (
                <span className="warning-text">{all ? (warning.detail ?? warning.text) : warning.text}</span>
              )}
            </span>
            <span className="warning-fixes">
              {warning.more && fixOf(warning.more)}
              {fixOf(warning.fix)}
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Button
          label={all ? words.fewer : words.more(rest)}
          size="s"
          variant="quiet"
          icon={all ? ChevronUp : ChevronDown}
          onClick={() => onAll(!all)}
        />
      )}
    </section>
  )
}
