import { sureCertainty } from '#shared/domain/inbox/replies/reply-labels.ts'
import { classifyReplyWith } from '../replies/classify-reply.ts'
import type { ReplyClassifier } from './classify-threads.ts'

/** Classifies a reply by the shipped rules and model; a reason is the words it was found in, or the rule's name. */
export const classifyReceivedReply: ReplyClassifier = (reply, leaning) => {
  const { label, unsubscribe, askOptOut, optOutLikely, auto, certainty, returnDate, referral, reasons } =
    classifyReplyWith(reply, leaning === undefined ? {} : { leaning })
  const words = reasons.map((reason) => (reason.words.trim() === '' ? reason.rule : `“${reason.words.trim()}”`))
  return {
    label,
    unsubscribe: unsubscribe || askOptOut,
    auto,
    returnDate: returnDate ?? null,
    referral: referral ?? null,
    certainty: unsubscribe ? null : certainty,
    unsure: !unsubscribe && certainty < sureCertainty,
    optOutUnsure: askOptOut,
    optOutLikely,
    reasons: [...new Set(words)].slice(0, 5).map((reason) => reason.slice(0, 120)),
  }
}
