import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { asAppError } from '../lib/backend.ts'
import { t } from '../lib/texts.ts'

/** Parts of a cell and how to save them; if saving is rejected, the editor stays open and shows the error. */
export type CellEdit = {
  readonly parts: readonly { readonly label: string; readonly value: string }[]
  readonly save: (values: readonly string[]) => Promise<void>
}

type Props = {
  edit: CellEdit
  /** Which cell to edit next: the previous one, none, or the next one. */
  onEnd: (move: -1 | 0 | 1) => void
}

/** A cell edited in place: Enter saves, Escape cancels, Tab saves and moves on, leaving the cell saves. */
export function CellEditor({ edit, onEnd }: Props) {
  const [parts] = useState(edit.parts)
  const [values, setValues] = useState(() => parts.map(({ value }) => value))
  const [error, setError] = useState<string | null>(null)
  const frame = useRef<HTMLSpanElement>(null)
  const state = useRef<'open' | 'saving' | 'ended'>('open')

  useEffect(() => frame.current?.querySelector('input')?.focus(), [])
  const end = (move: -1 | 0 | 1) => {
    state.current = 'ended'
    onEnd(move)
  }
  const save = async (move: -1 | 0 | 1) => {
    if (state.current !== 'open') return
    if (values.every((value, at) => value === parts[at]?.value)) return end(move)
    state.current = 'saving'
    setError(null)
    try {
      await edit.save(values)
      end(move)
    } catch (thrown) {
      state.current = 'open'
      const { code, data } = asAppError(thrown)
      const sentence = t.errors[code](data)
      setError(`${sentence.what} ${sentence.todo}`)
    }
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, at: number) => {
    event.stopPropagation()
    if (event.key === 'Escape') end(0)
    else if (event.key === 'Enter') void save(0)
    else if (event.key === 'Tab') {
      const inside = event.shiftKey ? at > 0 : at < parts.length - 1
      if (inside) return
      void save(event.shiftKey ? -1 : 1)
    } else return
    event.preventDefault()
  }
  const onBlur = (event: FocusEvent) => {
    if (!frame.current?.contains(event.relatedTarget)) void save(0)
  }
  return (
    // Clicks inside belong to the field.
    <span
      ref={frame}
      className={error ? 'cell-editor cell-editor-wrong' : 'cell-editor'}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={onBlur}
    >
      {parts.map(({ label }, at) => (
        <input
          key={label}
          aria-label={label}
          aria-invalid={error !== null}
          placeholder={parts.length > 1 ? label : undefined}
          title={error ?? undefined}
          spellCheck={false}
          value={values[at] ?? ''}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setValues(values.with(at, event.target.value))}
          onKeyDown={(event) => onKeyDown(event, at)}
        />
      ))}
      {error && (
        <span className="cell-error" role="alert">
          {error}
        </span>
      )}
    </span>
  )
}
