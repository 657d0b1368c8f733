/**
 * Sorts a reply with the product's own rules, for running other labelled sets on them:
 * `classify({ subject, from, text, receivedAt })` → `{ label, unsubscribe, auto, returnDate?, referral? }`.
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
