import {
  type IncomingReply,
  type ReplyLanguage,
  type ReplyReason,
  replyLanguages,
} from '#shared/domain/inbox/replies/reply-labels.ts'
import { correctTypos } from './correct-typos.ts'
import { guessLanguages } from './guess-languages.ts'
import { extractOwnText } from './own-words.ts'
import { createPhraseMatcher, type Hit } from './phrase-matcher.ts'
import { phraseBooks } from './phrases/phrase-books.ts'
import { readableText } from './readable-text.ts'
import { findReturnDate, type ReturnDate } from './return-date.ts'
import type { Topic } from './topics.ts'
import { splitIntoWords, type WordedText } from './words.ts'

let cachedMatcher: ReturnType<typeof createPhraseMatcher> | undefined

/** Created with the first reply, so that some thousand phrases are not parsed at every start of the app. */
const phraseMatcher = () => (cachedMatcher ??= createPhraseMatcher(phraseBooks))

/** A text and the phrases found in it by topic, after void phrases were removed. */
export type ReadText = {
  /** Number of hits per topic. */
  readonly counts: ReadonlyMap<Topic, number>
  readonly worded: WordedText
  readonly hits: (topic: Topic) => readonly Hit<Topic>[]
  readonly reason: (hit: Hit<Topic>) => ReplyReason
}

export type ReadReply = {
  readonly reply: IncomingReply
  /** What the person wrote, without quoted mail, signature and small print. */
  readonly own: ReadText
  /** The text including signature and small print. */
  readonly unquoted: ReadText
  readonly subject: ReadText
  /** Language of most phrases; null if none was found. */
  readonly language: ReplyLanguage | null
  readonly hasQuote: boolean
  readonly hasSignature: boolean
  /** The stated return day, wherever in the mail it is named. */
  readonly returnDay: ReturnDate | null
}

const overlaps = (one: Hit<Topic>, other: Hit<Topic>) => one.from < other.to && other.from < one.to

/** A yes within one of these does not count, such as "interested" in "not interested". */
const strongerThanYes: ReadonlySet<Topic> = new Set(['no', 'later', 'settled', 'wrong'])

function readText(text: string, where: ReplyReason['in']): ReadText {
  const matcher = phraseMatcher()
  const plain = splitIntoWords(text)
  const worded = { ...plain, words: correctTypos(plain.words, matcher.knows) }
  const languages = guessLanguages(worded.words)
  const found = matcher.find(worded, languages)
  const isVoid = found.filter(({ topic }) => topic === 'void')
  const notWish = found.filter(({ topic }) => topic === 'notWish')
  const kept = found.filter((hit) => {
    if (isVoid.some((other) => overlaps(hit, other))) return false
    const isWish = hit.topic === 'unsubscribe' || hit.topic === 'bare'
    return !isWish || !notWish.some((other) => overlaps(hit, other))
  })
  const negative = kept.filter(({ topic }) => strongerThanYes.has(topic))
  const byTopic = new Map<Topic, Hit<Topic>[]>()
  for (const hit of kept) {
    if (
      (hit.topic === 'yes' || hit.topic === 'weak' || hit.topic === 'request') &&
      negative.some((other) => overlaps(hit, other))
    )
      continue
    const same = byTopic.get(hit.topic)
    if (same) same.push(hit)
    else byTopic.set(hit.topic, [hit])
  }
  return {
    worded,
    counts: new Map([...byTopic].map(([topic, hits]) => [topic, hits.length])),
    hits: (topic) => byTopic.get(topic) ?? [],
    reason: ({ topic, language, from, to }) => ({
      rule: topic,
      language,
      in: where,
      words: text
        .slice(worded.words[from]?.start ?? 0, worded.words[to - 1]?.end ?? 0)
        .replace(/\s+/g, ' ')
        .slice(0, 120),
    }),
  }
}

const countedTopics: readonly Topic[] = [
  'unsubscribe',
  'bare',
  'booked',
  'refer',
  'wrong',
  'later',
  'no',
  'settled',
  'yes',
  'ask',
  'away',
  'receipt',
]

function mainLanguage(texts: readonly ReadText[]): ReplyLanguage | null {
  const counts = new Map<ReplyLanguage, number>()
  for (const text of texts) {
    for (const topic of countedTopics) {
      for (const { language, from, to } of text.hits(topic))
        counts.set(language, (counts.get(language) ?? 0) + to - from)
    }
  }
  const [best] = replyLanguages.toSorted((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0))
  return best !== undefined && counts.has(best) ? best : null
}

/** Subjects are rarely a tenth as long; a longer one is an attack, and is classified by its beginning. */
const longestSubject = 400

/** Splits a reply into its parts and finds the phrases of all five languages in them and in the subject. */
export function readReply(whole: IncomingReply): ReadReply {
  const reply = { ...whole, subject: whole.subject.slice(0, longestSubject) }
  const parts = extractOwnText(readableText(reply.text))
  const own = readText(parts.own, 'text')
  const unquoted = parts.unquoted === parts.own ? own : readText(parts.unquoted, 'text')
  const subject = readText(readableText(reply.subject), 'subject')
  const language = mainLanguage([own, subject])
  return {
    reply,
    own,
    unquoted,
    subject,
    language,
    hasQuote: parts.hasQuote,
    hasSignature: parts.unquoted.length > parts.own.length,
    returnDay: findReturnDate(unquoted.worded.text, reply.receivedAt, language),
  }
}
