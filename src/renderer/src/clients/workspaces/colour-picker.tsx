import './workspaces.css'
import { RadioGroup } from 'radix-ui'
import { t } from '../../core/lib/texts.ts'
import { colours } from './colours.ts'

/** Picker for the client's colour: one of six, distinguishable with any colour vision. */
export function ColourPicker({ value, onChange }: { value: number; onChange: (colour: number) => void }) {
  return (
    <RadioGroup.Root
      className="colours"
      orientation="horizontal"
      aria-label={t.connect.colour}
      value={String(value)}
      onValueChange={(next) => onChange(Number(next))}
    >
      {colours.map((colour, index) => (
        <RadioGroup.Item
          key={colour}
          value={String(colour)}
          className="colour"
          style={{ background: `var(--ws-${colour})` }}
          aria-label={t.connect.colours[index]}
          title={t.connect.colours[index]}
        />
      ))}
    </RadioGroup.Root>
  )
}
