import './toggles.css'
import { Check, Minus } from 'lucide-react'
import { type ReactNode, useId } from 'react'

type Props = {
  checked: boolean | 'mixed'
  onChange: (checked: boolean) => void
  label: string
  hint?: ReactNode | undefined
  disabled?: boolean | undefined
  bare?: boolean | undefined
  tabIndex?: number | undefined
}

/** A checkbox; `mixed` if some of several are checked. */
export function Checkbox({ checked, onChange, label, hint, disabled, bare, tabIndex }: Props) {
  const id = useId()
  const control = (
    // A native checkbox cannot draw this mark.
    <button
      type="button"
      role="checkbox"
      id={id}
      className="checkbox"
      aria-checked={checked}
      data-state={checked === 'mixed' ? 'indeterminate' : checked ? 'checked' : 'unchecked'}
      onClick={() => onChange(checked !== true)}
      // A checkbox is toggled with Space; Enter is for its form.
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault()
      }}
      disabled={disabled}
      tabIndex={tabIndex}
      aria-label={bare ? label : undefined}
    >
      {checked !== false && (
        <span className="checkbox-mark">
          {checked === 'mixed' ? <Minus size={12} strokeWidth={2.5} /> : <Check size={12} strokeWidth={2.5} />}
        </span>
      )}
    </button>
  )
  if (bare) return control
  return (
    <div className="toggle-row">
      {control}
      <div className="toggle-words">
        <label htmlFor={id}>{label}</label>
        {hint && <div className="toggle-hint">{hint}</div>}
      </div>
    </div>
  )
}
