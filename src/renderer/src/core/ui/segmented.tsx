import './toggles.css'
import { ToggleGroup } from 'radix-ui'

type Props<Value extends string> = {
  value: Value
  options: readonly { readonly value: Value; readonly label: string }[]
  onChange: (value: Value) => void
  /** What is selected here, for screen readers. */
  label: string
}

/** A choice among a few options, all visible. */
export function Segmented<Value extends string>({ value, options, onChange, label }: Props<Value>) {
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
