import { Send } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { HeldSend, SendEnd } from '#shared/contract/inbox/inbox.ts'
import { call } from '../../core/lib/call.ts'
import { now } from '../../core/lib/clock.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { forgetActsOf, pushUndo } from '../../core/stores/undo.ts'
import { Button } from '../../core/ui/button.tsx'
import { Icon } from '../../core/ui/icon.tsx'

const scopeOf = (sendId: number): string => `send-${sendId}`

/** Makes a held mail a draft again; gives what to say of it. */
async function undoSend(sendId: number): Promise<string> {
  const { undone } = await call('inbox.undoSend', { sendId })
  return undone ? t.inbox.sendUndone : t.inbox.leftAlready
}

/** A mail was pressed off: it can be undone like anything else, as long as it is held. */
export function didSend({ id, threadId }: { readonly id: number; readonly threadId: number }): void {
  pushUndo({
    words: () => t.inbox.acts.sent,
    undo: () => undoSend(id),
    path: `/inbox/${threadId}`,
    scope: scopeOf(id),
  })
}

/**
 * A mail that is held: to whom, and for how long it can still be undone, then that it is being sent. Wherever the operator is.
 * `keyed`: ⌘/Ctrl-Z would take back this one.
 */
export function HeldToast({ send, keyed }: { send: HeldSend; keyed: boolean }) {
  const words = t.inbox
  const seconds = useSecondsUntil(send.leavesAt)
  const undo = useAction(async () => {
    const said = await undoSend(send.id)
    forgetActsOf(scopeOf(send.id))
    showToast(said)
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
        // Until Instantly has answered.
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

/** Says what became of a mail that was held. */
export function tellSendEnd({ name, threadId, state }: SendEnd): void {
  const words = t.inbox
  if (state === 'done') {
    showToast(words.sentTo(name))
    return
  }
  const said = { failed: words.notSentTo, unclear: words.unclearTo, waiting: words.waitsFor }[state]
  showToast(said(name), {
    tone: 'bad',
    action: { label: words.openThread, run: () => go(`/inbox/${threadId}`) },
  })
}
