import { useState } from 'react'
import { type InboxThread, replySorts } from '#shared/contract/inbox/inbox.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { ChoiceList } from './choice-list.tsx'

/** Corrects the sorting of a reply where the rules were wrong. */
export function CorrectDialog({ thread, onClose }: { thread: InboxThread; onClose: () => void }) {
  const [messageId] = useState(thread.sortedMessageId)
  const set = useAction(async (sorted: (typeof replySorts)[number]) => {
    await call('inbox.correct', { threadId: thread.id, sorted, messageId })
    onClose()
  })
  return (
    <Dialog onClose={onClose} title={t.inbox.correctTitle} description={t.inbox.correctText}>
      {set.error && <ErrorNote error={set.error} onAction={set.error.code === 'REPLY_NEWER' ? onClose : undefined} />}
      <ChoiceList
        label={t.inbox.correctTitle}
        busy={set.busy}
        choices={replySorts.map((sorted) => ({
          id: sorted,
          label: t.inbox.sorts[sorted],
          chosen: thread.sorted === sorted,
          onChoose: () => set.run(sorted),
        }))}
      />
    </Dialog>
  )
}
