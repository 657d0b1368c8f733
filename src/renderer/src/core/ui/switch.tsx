import './toggles.css'
import { type ReactNode, useId } from 'react'

type Props = {
  checked: boolean
  onChange: (checked: boolean) => void
  label: string
  /** Secondary text under the label. */
  hint?: ReactNode | undefined
  disabled?: boolean | undefined
  /** Running: cannot be pressed again, and keeps the focus. */
  busy?: boolean | undefined
  /** Shows the label to screen readers only. */
  bare?: boolean | undefined
}

/** A switch that takes effect at once. */
export function Switch({ checked, onChange, label, hint, disabled, busy, bare }: Props) {
  const id = useId()
  const control = (
    <button
      type="button"
      role="switch"
      id={id}
      className="switch"
      aria-checked={checked}
      data-state={checked ? 'checked' : 'unchecked'}
      onClick={() => busy || onChange(!checked)}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-label={bare ? label : undefined}
      aria-describedby={hint ? `${id}-hint` : undefined}
    >
      <span className="switch-thumb" data-state={checked ? 'checked' : 'unchecked'} />
    </button>
  )
  if (bare) return control
  return (
    <div className="toggle-row">
      {control}
      <div className="toggle-words">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <div id={`${id}-hint`} className="toggle-hint">
            {hint}
          </div>
        )}
      </div>
    </div>
  )
}
