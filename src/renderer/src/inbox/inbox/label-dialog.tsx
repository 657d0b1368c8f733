import type { InboxLabel, InboxThread } from '#shared/contract/inbox/inbox.ts'
import { isStopLabel } from '#shared/domain/inbox/replies/stop-label.ts'
import { AppError, fromWire } from '#shared/errors.ts'
import { call } from '../../core/lib/call.ts'
import { useShortcut } from '../../core/lib/keyboard.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { did } from '../../core/stores/undo.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { ChoiceList } from './choice-list.tsx'
import { labelName } from './label-words.ts'

/** Takes a label back that a step gave; gives what to say where nobody has it any more. */
export const undoLabel = async (step: number): Promise<string | undefined> =>
  (await call('inbox.undoBulk', { step })).count === 0 ? t.inbox.acts.labelKept : undefined

/** Gives a conversation's lead a label, at Instantly first; taken back, who was labelled otherwise since keeps that. */
export async function labelThread(
  { id, leadEmail, interest: was }: InboxThread,
  interest: number | null,
  name: string,
): Promise<void> {
  if (leadEmail === null) throw new AppError('NOT_FOUND', { what: 'lead' })
  const give = async (): Promise<number> => {
    const { step, problem } = await call('inbox.bulk', {
      selection: { threadIds: [id] },
      act: { kind: 'label', interest },
    })
    if (problem) throw fromWire(problem)
    return step
  }
  if (interest === was) {
    showToast(t.inbox.labelled(name))
    return
  }
  let step = await give()
  // Whoever said stop stays opted out, whatever becomes of the label: there is no half way back.
  if (isStopLabel(name)) {
    showToast(t.inbox.labelled(name))
    return
  }
  did(
    {
      words: () => t.inbox.acts.labelled,
      undo: () => undoLabel(step),
      redo: async () => {
        step = await give()
      },
      path: `/inbox/${id}`,
    },
    t.inbox.labelled(name),
  )
}

type LabelChoice = { readonly interest: number | null; readonly name: string }

/** What the label menu offers, in its order. Nothing before the labels are there: 1 would be no label at all. */
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

/** 1 to 9 give a label at once: the one with that number in the label menu. */
export function LabelKeys({ labels, onChoose }: KeysProps) {
  return labelChoices(labels)
    .slice(0, 9)
    .map(({ interest, name }, at) => (
      <LabelKey key={String(interest)} combo={String(at + 1)} onPress={() => onChoose(interest, name)} />
    ))
}

/** Held down it gives one label, not one to each conversation that follows. */
function LabelKey({ combo, onPress }: { combo: string; onPress: () => void }) {
  useShortcut(combo, onPress, { repeats: false })
  return null
}

type Props = KeysProps & {
  /** The label there is; undefined where there are several leads. */
  interest: number | null | undefined
  error: AppError | null
  busy: boolean
  onClose: () => void
}

/** The lead's interest status: written to Instantly, and shown here once it was accepted there. */
export function LabelDialog({ interest, labels, onChoose, error, busy, onClose }: Props) {
  const choices = labelChoices(labels)
  return (
    <Dialog open onClose={onClose} title={t.inbox.labelTitle} description={t.inbox.labelText}>
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
