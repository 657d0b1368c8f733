import type { InboxSend } from '#shared/contract/inbox/inbox.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Button } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { undoSend } from './delayed-send-toast.tsx'

/** Emails being sent, and those of unknown outcome: the operator decides, and nothing is sent again by itself. */
export function SendNotes({ sends, threadId }: { sends: readonly InboxSend[]; threadId: number }) {
  return sends
    .filter(({ state }) => state !== 'draft' && state !== 'done')
    .map((send) => <One key={send.id} send={send} threadId={threadId} />)
}

function One({ send, threadId }: { send: InboxSend; threadId: number }) {
  const words = t.inbox
  const settleAs = (as: 'went' | 'again' | 'drop' | 'restore') => call('inbox.settle', { sendId: send.id, as })
  const settle = useAction(async (as: 'went' | 'again' | 'drop' | 'edit') => {
    if (as === 'edit') {
      showToast(await undoSend(send.id))
      return
    }
    await settleAs(as)
    if (as !== 'drop') return
    pushUndo({
      words: () => words.acts.emailDiscarded,
      undo: () => settleAs('restore'),
      redo: () => settleAs('drop'),
      path: `/inbox/${threadId}`,
      toast: words.emailDiscarded,
    })
  })
  const state = send.state as keyof typeof words.states
  const waits = state === 'pending' && send.problem !== null
  const asks = state === 'unclear' || state === 'failed' || waits
  const problem = settle.error ?? (state === 'failed' ? send.problem : null)
  const sentence = problem ? t.errors[problem.code](problem.data) : null
  return (
    <Note
      tone={asks ? 'warn' : 'info'}
      role={asks ? 'alert' : 'status'}
      title={`${waits ? words.waitsForNetwork : send.leavesAt ? words.heldNote : words.states[state]}: ${send.to}`}
      action={
        asks && (
          <span className="row">
            {state === 'unclear' ? (
              <Button label={words.wentBefore} size="s" onClick={() => settle.run('went')} busy={settle.busy} />
            ) : (
              <Button label={t.ui.edit} size="s" onClick={() => settle.run('edit')} busy={settle.busy} />
            )}
            <Button
              label={waits ? words.sendNow : words.sendAgain}
              size="s"
              onClick={() => settle.run('again')}
              busy={settle.busy}
            />
            <Button
              label={words.discard}
              size="s"
              variant="quiet"
              onClick={() => settle.run('drop')}
              busy={settle.busy}
            />
          </span>
        )
      }
    >
      <p className="mail-text selectable">{send.text}</p>
      {state === 'unclear' && words.unclearText}
      {waits && words.waitsText}
      {sentence && `${sentence.what} ${sentence.todo}`}
    </Note>
  )
}
