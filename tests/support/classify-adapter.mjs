/**
 * Sorts a reply as the product does, for running other labelled sets on it:
 * `classify({ subject, from, text, receivedAt })` →
 * `{ label, certainty, unsubscribe, askOptOut, auto, returnDate?, referral? }`. `unsubscribe` holds at once; with
 * `askOptOut` nobody writes to the person until the operator has said whether it is a wish for no more mail.
 */
import { classifyReply } from '#backend/inbox/replies/classify-reply.ts'

export function classify({ subject, from, text, receivedAt }) {
  const { reasons: _reasons, ...sorted } = classifyReply({
    subject: String(subject ?? ''),
    from: String(from ?? ''),
    text: String(text ?? ''),
    receivedAt: String(receivedAt ?? ''),
  })
  return sorted
}
