/**
 * Classifies by combinations of single words if no phrase of the books was found. These are less certain, so they are
 * tried after the phrases of their kind.
 */

import type { ReplyReason } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { Hit } from './phrase-matcher.ts'
import type { ReadText } from './read-reply.ts'
import type { Topic } from './topics.ts'

/** Long texts contain every word somewhere. */
const MAX_WORDS = 30

type TopicGroup = readonly [Topic, Topic, ...Topic[]]

/** Returns the reasons if all these topics occur at most `apart` sentences from each other; null otherwise. */
function findTogether(text: ReadText, topics: TopicGroup, apart: number): readonly ReplyReason[] | null {
  const sentence = ({ from }: Hit<Topic>) => text.worded.words[from]?.sentence ?? 0
  const [first, ...others] = topics
  for (const hit of text.hits(first)) {
    const near = others.map((topic) =>
      text.hits(topic).find((other) => other.from !== hit.from && Math.abs(sentence(other) - sentence(hit)) <= apart),
    )
    if (near.every((other) => other !== undefined)) return [hit, ...near].map(text.reason)
  }
  return null
}

const isShort = (text: ReadText) => text.worded.words.length <= MAX_WORDS
const hasQuestion = (text: ReadText) => text.worded.questions.size > 0

/** A very short text with words for mail and for going away: "Verteiler. Raus.", "get me off this". */
export function weakOptOutSigns(text: ReadText): readonly ReplyReason[] | null {
  if (!isShort(text) || hasQuestion(text) || text.hits('yes').length > 0) return null
  return text.worded.words.length <= 12 ? findTogether(text, ['off', 'mails'], 1) : null
}

/** A no, or putting off, together with a future time. */
export function weakLaterSigns(text: ReadText): readonly ReplyReason[] | null {
  if (!isShort(text)) return null
  return findTogether(text, ['time', 'defer'], 1) ?? findTogether(text, ['neg', 'time'], 0)
}

/** A short text with a negation and no other known meaning. */
export function weakNoSigns(text: ReadText): readonly ReplyReason[] | null {
  const [first] = text.hits('neg')
  return first !== undefined && isShort(text) && !hasQuestion(text) ? [text.reason(first)] : null
}

/** Somebody who says that they only answer the phone. */
export function weakWrongPersonSigns(text: ReadText): readonly ReplyReason[] | null {
  return isShort(text) ? findTogether(text, ['role', 'neg'], 1) : null
}
