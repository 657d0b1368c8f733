import { useState } from 'react'
import type { InboxThreadView } from '#shared/contract/inbox/inbox.ts'
import { unfilledVariables } from '#shared/domain/inbox/fill-template.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { offerUndoSend } from './delayed-send-toast.tsx'
import type { ComposerText } from './use-composer-text.ts'

export type Sending = ReturnType<typeof useSend>

/** Sends what is written, and says what keeps it from being sent. */
export function useSend(
  { writing, isReply, isWritten, draft, begin }: ComposerText,
  view: InboxThreadView,
  onSent: () => void,
) {
  const words = t.inbox
  // One click sends one email, even if the key is pressed repeatedly.
  const [idempotencyKey, setIdempotencyKey] = useState(() => crypto.randomUUID())
  const send = useAction(async () => {
    draft.stop()
    const sent = await call('inbox.send', { ...writing, idempotencyKey }).catch((error: unknown) => {
      // Sending was rejected, so the message is a draft again and further changes are saved to it.
      draft.goOn()
      throw error
    })
    setIdempotencyKey(crypto.randomUUID())
    draft.begin()
    begin()
    if (sent.leavesAt !== null) offerUndoSend({ id: sent.id, threadId: view.thread.id })
    else if (sent.state === 'done') showToast(isReply ? words.sentTo(view.thread.name) : words.forwardedTo(writing.to))
    if (sent.leavesAt !== null || sent.state === 'done') onSent()
  })
  // A saved reply keeps its recipient although the sender of the email it answers is only known exactly since.
  const sender =
    send.error?.code === 'RECIPIENT_CHANGED'
      ? String(send.error.data['to'])
      : view.messages.find(({ id }) => id === writing.messageId)?.answer?.to
  const otherSender = isReply && sender !== undefined && sender !== writing.to.trim().toLowerCase() ? sender : null
  const missing = unfilledVariables(`${writing.subject}\n${writing.text}`)
  return {
    send,
    /** Sender of the answered email, if the reply goes to somebody else. */
    otherSender,
    /** Variables without a value. */
    missing,
    cannot: (isReply && !isWritten) || otherSender !== null || missing.length > 0 || writing.to.trim() === '',
  }
}
