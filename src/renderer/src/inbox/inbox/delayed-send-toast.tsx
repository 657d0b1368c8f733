import { Send } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { DelayedSend, SendEnd } from '#shared/contract/inbox/inbox.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { now } from '../../core/lib/clock.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { forgetUndoOf, pushUndo } from '../../core/stores/undo.ts'
import { Button, Icon } from '../../core/ui/button.tsx'

const scopeOf = (sendId: number): string => `send-${sendId}`

/** Turns an email that was not sent back into a draft; returns the text of the toast. */
export async function undoSend(sendId: number): Promise<string> {
  const { undone } = await call('inbox.undoSend', { sendId })
  return undone ? t.inbox.sendUndone : t.inbox.leftAlready
}

/** Registers a sent email for undo, which works for as long as the email is held. */
export function offerUndoSend({ id, threadId }: { readonly id: number; readonly threadId: number }): void {
  pushUndo({
    words: () => t.inbox.acts.sent,
    undo: () => undoSend(id),
    path: `/inbox/${threadId}`,
    scope: scopeOf(id),
  })
}

/**
 * Shown on every screen for a held email: its recipient and the time left to undo, then that it is being sent. `keyed`:
 * ⌘/Ctrl-Z would undo this one.
 */
export function DelayedSendToast({ send, keyed }: { send: DelayedSend; keyed: boolean }) {
  const words = t.inbox
  const seconds = useSecondsUntil(send.leavesAt)
  const undo = useAction(async () => {
    const message = await undoSend(send.id)
    forgetUndoOf(scopeOf(send.id))
    showToast(message)
    go(`/inbox/${send.threadId}`)
  })
  return (
    <div className="toast">
      <Icon of={Send} />
      <div className="toast-words">{words.held[send.kind](send.name)}</div>
      {seconds > 0 ? (
        <Button
          label={<span className="tabular">{words.heldFor(seconds)}</span>}
          size="s"
          keysShown={keyed ? 'mod+z' : undefined}
          action={undo}
        />
      ) : (
        // Shown until Instantly has responded.
        <span className="text-2 small">{words.leaving}</span>
      )}
    </div>
  )
}

function useSecondsUntil(iso: string): number {
  const left = () => Math.max(0, Math.ceil((Date.parse(iso) - now()) / 1_000))
  const [seconds, setSeconds] = useState(left)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 250)
    return () => clearInterval(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `left` reads the time alone
  }, [iso])
  return seconds
}

/** Reports the outcome of an email that was held. */
export function showSendEnd({ name, threadId, state }: SendEnd): void {
  const words = t.inbox
  if (state === 'done') {
    showToast(words.sentTo(name))
    return
  }
  const message = { failed: words.notSentTo, unclear: words.unclearTo, waiting: words.waitsFor }[state]
  showToast(message(name), {
    tone: 'bad',
    action: { label: words.openThread, run: () => go(`/inbox/${threadId}`) },
  })
}
