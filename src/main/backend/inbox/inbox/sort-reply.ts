import { classifyReply } from '../replies/classify-reply.ts'
import type { SortReply } from './intake.ts'

/** Rules of single words: right more often than not, no more (`src/main/backend/inbox/replies/weak-signs.ts`). */
const weakRules: ReadonlySet<string> = new Set(['off', 'time', 'defer', 'neg', 'role', 'weak'])

/** The product's own rules; each reason as the words of the reply it was found in, or the rule's name. */
export const sortReply: SortReply = (reply) => {
  const { label, unsubscribe, auto, returnDate, reasons } = classifyReply(reply)
  const words = reasons.map((reason) => (reason.words.trim() === '' ? reason.rule : `“${reason.words.trim()}”`))
  const isWeak = weakRules.has(reasons[0]?.rule ?? '')
  return {
    label,
    unsubscribe,
    auto,
    returnDate: returnDate ?? null,
    unsure: !unsubscribe && isWeak,
    wishUnsure: unsubscribe && isWeak,
    reasons: [...new Set(words)].slice(0, 5).map((reason) => reason.slice(0, 120)),
  }
}
