/**
 * Classifies a reply as the product does, for running other labelled sets on it: `classify({ subject, from, text,
 * receivedAt })` → `{ label, certainty, unsubscribe, askOptOut, auto, returnDate?, referral? }`. `unsubscribe` takes
 * effect at once; with `askOptOut` the person is not contacted until the operator has decided whether the reply is an
 * opt-out.
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
