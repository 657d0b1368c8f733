import type { InboxLabel } from '#shared/contract/inbox/inbox.ts'
import type { AppError } from '#shared/errors.ts'
import { useShortcut } from '../../core/lib/keyboard.ts'
import { t } from '../../core/lib/texts.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { ChoiceList } from './choice-list.tsx'
import { labelName } from './label-text.ts'

type LabelChoice = { readonly interest: number | null; readonly name: string }

/** Returns the entries of the label menu in order. Empty until labels are loaded, or key 1 would remove it. */
const labelChoices = (labels: readonly InboxLabel[]): readonly LabelChoice[] =>
  labels.length === 0
    ? []
    : [
        ...labels.map((label) => ({ interest: label.value, name: labelName(label) })),
        { interest: null, name: t.inbox.noLabel },
      ]

type KeysProps = {
  readonly labels: readonly InboxLabel[]
  readonly onChoose: (interest: number | null, name: string) => void
}

/** Keys 1 to 9 assign the label with that number in the label menu. */
export function LabelKeys({ labels, onChoose }: KeysProps) {
  return labelChoices(labels)
    .slice(0, 9)
    .map(({ interest, name }, at) => (
      <LabelKey key={String(interest)} combo={String(at + 1)} onPress={() => onChoose(interest, name)} />
    ))
}

/** Key repeat is off, as holding the key would label every conversation that follows. */
function LabelKey({ combo, onPress }: { combo: string; onPress: () => void }) {
  useShortcut(combo, onPress, { repeats: false })
  return null
}

type Props = KeysProps & {
  /** Current label; undefined if several leads are selected. */
  interest: number | null | undefined
  error: AppError | null
  busy: boolean
  onClose: () => void
}

/** The lead's interest status: written to Instantly, and shown here once Instantly has accepted it. */
export function LabelDialog({ interest, labels, onChoose, error, busy, onClose }: Props) {
  const choices = labelChoices(labels)
  return (
    <Dialog onClose={onClose} title={t.inbox.labelTitle} description={t.inbox.labelText}>
      {error && <ErrorNote error={error} />}
      {choices.length > 0 && (
        <ChoiceList
          label={t.inbox.label}
          busy={busy}
          choices={choices.map(({ interest: value, name }) => ({
            id: String(value),
            label: name,
            chosen: interest === value,
            onChoose: () => onChoose(value, name),
          }))}
        />
      )}
    </Dialog>
  )
}
