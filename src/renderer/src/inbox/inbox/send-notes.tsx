import type { InboxSend } from '#shared/contract/inbox/inbox.ts'
import { call } from '../../core/lib/call.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { Button } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'

/**
 * Emails being sent, and those whose outcome is unknown: the operator decides about them, and nothing is sent again
 * automatically.
 */
export function SendNotes({ sends }: { sends: readonly InboxSend[] }) {
  return sends
    .filter(({ state }) => state !== 'draft' && state !== 'done')
    .map((send) => <One key={send.id} send={send} />)
}

function One({ send }: { send: InboxSend }) {
  const words = t.inbox
  const settle = useAction((as: 'went' | 'again' | 'drop') => call('inbox.settle', { sendId: send.id, as }))
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
            {state === 'unclear' && (
              <Button label={words.wentBefore} size="s" onClick={() => settle.run('went')} disabled={settle.busy} />
            )}
            <Button
              label={waits ? words.sendNow : words.sendAgain}
              size="s"
              onClick={() => settle.run('again')}
              busy={settle.busy}
            />
            <Button
              label={words.letBe}
              size="s"
              variant="quiet"
              onClick={() => settle.run('drop')}
              disabled={settle.busy}
            />
          </span>
        )
      }
    >
      <p className="mail-text selectable">{send.text.slice(0, 300)}</p>
      {state === 'unclear' && words.unclearText}
      {waits && words.waitsText}
      {sentence && `${sentence.what} ${sentence.todo}`}
    </Note>
  )
}
