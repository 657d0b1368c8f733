import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Kbd } from '../../core/ui/kbd.tsx'

export type Choice = {
  readonly id: string
  readonly label: string
  readonly chosen?: boolean
  readonly onChoose: () => void
}

/** A short list to choose one item from: arrow keys move, Enter selects, the digits 1 to 9 select at once. */
export function ChoiceList({ choices, label, busy }: { choices: readonly Choice[]; label: string; busy?: boolean }) {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const first =
      list.current?.querySelector<HTMLElement>('[aria-current="true"]') ?? list.current?.querySelector('button')
    first?.focus()
  }, [])
  const byKeys = (event: KeyboardEvent) => {
    const figure = /^[1-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey ? Number(event.key) : 0
    if (figure > 0) {
      event.preventDefault()
      if (!busy) choices[figure - 1]?.onChoose()
      return
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button === document.activeElement)
    buttons[Math.max(0, Math.min(buttons.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus()
  }
  return (
    // The keys of the buttons in it.
    <ul ref={list} className="choices" aria-label={label} onKeyDown={byKeys}>
      {choices.map(({ id, label: name, chosen, onChoose }, index) => (
        <li key={id}>
          <button
            type="button"
            className="choice"
            aria-current={chosen || undefined}
            aria-disabled={busy || undefined}
            onClick={busy ? undefined : onChoose}
          >
            <span className="ellipsis grow">{name}</span>
            {index < 9 && <Kbd keys={String(index + 1)} />}
          </button>
        </li>
      ))}
    </ul>
  )
}
