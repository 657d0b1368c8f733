import './toggles.css'
import { Check, Minus } from 'lucide-react'
import { Checkbox as Radix } from 'radix-ui'
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

/** Chosen or not; `mixed` where some of several are. */
export function Checkbox({ checked, onChange, label, hint, disabled, bare, tabIndex }: Props) {
  const id = useId()
  const control = (
    <Radix.Root
      id={id}
      className="checkbox"
      checked={checked === 'mixed' ? 'indeterminate' : checked}
      onCheckedChange={(next) => onChange(next === true)}
      disabled={disabled}
      tabIndex={tabIndex}
      aria-label={bare ? label : undefined}
    >
      <Radix.Indicator className="checkbox-mark">
        {checked === 'mixed' ? <Minus size={12} strokeWidth={2.5} /> : <Check size={12} strokeWidth={2.5} />}
      </Radix.Indicator>
    </Radix.Root>
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
