import './toggles.css'
import { Check, Minus } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { t } from '../lib/texts.ts'

type RowProps = { id: string; label: string; hint: ReactNode; children: ReactNode }

/** A control with its label and hint beside it. */
function ToggleRow({ id, label, hint, children }: RowProps) {
  return (
    <div className="toggle-row">
      {children}
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

type CheckboxProps = {
  checked: boolean | 'mixed'
  onChange: (checked: boolean) => void
  label: string
  hint?: ReactNode | undefined
  disabled?: boolean | undefined
  bare?: boolean | undefined
  tabIndex?: number | undefined
}

/** A checkbox; `mixed` if some of several are checked. */
export function Checkbox({ checked, onChange, label, hint, disabled, bare, tabIndex }: CheckboxProps) {
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
    <ToggleRow id={id} label={label} hint={hint}>
      {control}
    </ToggleRow>
  )
}

type SwitchProps = {
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
export function Switch({ checked, onChange, label, hint, disabled, busy, bare }: SwitchProps) {
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
    <ToggleRow id={id} label={label} hint={hint}>
      {control}
    </ToggleRow>
  )
}

type SegmentedProps<Value extends string> = {
  value: Value
  options: readonly { readonly value: Value; readonly label: string }[]
  onChange: (value: Value) => void
  /** What is selected here, for screen readers. */
  label: string
}

/** A choice among a few options, all visible. */
export function Segmented<Value extends string>({ value, options, onChange, label }: SegmentedProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      className="segmented"
      value={value}
      // An empty value means that the selected option was pressed again: it stays selected.
      onValueChange={(next) => {
        const option = options.find((each) => each.value === next)
        if (option) onChange(option.value)
      }}
      aria-label={label}
    >
      {options.map((option) => (
        <ToggleGroup.Item key={option.value} value={option.value}>
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}

/** Monday first; 0 is Sunday, as at Instantly. */
const week = [1, 2, 3, 4, 5, 6, 0] as const

type DayTogglesProps = {
  label: string
  days: readonly number[]
  onChange: (days: number[]) => void
  /** What is wrong with the selected days. */
  error?: string | undefined
}

export function DayToggles({ label, days, onChange, error }: DayTogglesProps) {
  return (
    <div className="day-choice" role="group" aria-label={label}>
      <span className="field-head">{label}</span>
      <div className="day-toggles">
        {week.map((day) => (
          <button
            key={day}
            type="button"
            className="day-toggle"
            aria-pressed={days.includes(day)}
            title={t.exports.days[day]}
            data-problem={error !== undefined || undefined}
            onClick={() => onChange(days.includes(day) ? days.filter((each) => each !== day) : [...days, day])}
          >
            {t.exports.daysShort[day]}
          </button>
        ))}
      </div>
      {error && <p className="field-note field-note-bad">{error}</p>}
    </div>
  )
}
