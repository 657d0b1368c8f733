import type { InboxLabel, InboxThread } from '#shared/contract/inbox/inbox.ts'
import { call } from '../../core/lib/call.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { ChoiceList } from './choice-list.tsx'
import { labelName } from './label-words.ts'

type Props = { thread: InboxThread; labels: readonly InboxLabel[]; onClose: () => void }

/** The lead's interest status: written to Instantly, and shown here once it was accepted there. */
export function LabelDialog({ thread, labels, onClose }: Props) {
  const set = useAction(async (interest: number | null, name: string) => {
    await call('inbox.label', { threadId: thread.id, interest })
    showToast(t.inbox.labelled(name))
    onClose()
  })
  const choices = [
    ...labels.map((label) => ({ value: label.value as number | null, name: labelName(label) })),
    { value: null, name: t.inbox.noLabel },
  ]
  return (
    <Dialog open onClose={onClose} title={t.inbox.labelTitle} description={t.inbox.labelText}>
      {set.error && <ErrorNote error={set.error} />}
      <ChoiceList
        label={t.inbox.label}
        busy={set.busy}
        choices={choices.map(({ value, name }) => ({
          id: String(value),
          label: name,
          chosen: thread.interest === value,
          onChoose: () => set.run(value, name),
        }))}
      />
    </Dialog>
  )
}
