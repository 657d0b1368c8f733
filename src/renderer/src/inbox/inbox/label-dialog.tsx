import type { InboxLabel } from '#shared/contract/inbox/inbox.ts'
import type { AppError } from '#shared/errors.ts'
import { t } from '../../core/lib/texts.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { ChoiceList } from './choice-list.tsx'
import { labelName } from './label-words.ts'

type Props = {
  /** The label there is; undefined where there are several leads. */
  interest: number | null | undefined
  labels: readonly InboxLabel[]
  onChoose: (interest: number | null, name: string) => void
  error: AppError | null
  busy: boolean
  onClose: () => void
}

/** The lead's interest status: written to Instantly, and shown here once it was accepted there. */
export function LabelDialog({ interest, labels, onChoose, error, busy, onClose }: Props) {
  const choices = [
    ...labels.map((label) => ({ value: label.value as number | null, name: labelName(label) })),
    { value: null, name: t.inbox.noLabel },
  ]
  return (
    <Dialog open onClose={onClose} title={t.inbox.labelTitle} description={t.inbox.labelText}>
      {error && <ErrorNote error={error} />}
      {/* Before the labels are there, 1 would be no label at all. */}
      {labels.length > 0 && (
        <ChoiceList
          label={t.inbox.label}
          busy={busy}
          choices={choices.map(({ value, name }) => ({
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
