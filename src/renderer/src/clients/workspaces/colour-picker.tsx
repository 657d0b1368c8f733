import './workspaces.css'
import { RadioGroup } from 'radix-ui'
import { t } from '../../core/lib/texts.ts'

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

/** The six client colours; not imported from the contract, which would load its parser at the window's start. */
export const colours = [1, 2, 3, 4, 5, 6] as const
