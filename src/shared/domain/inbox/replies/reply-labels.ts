/** Labels of a reply in order of precedence: the first that applies is used. */
export const replyLabels = [
  'bounce',
  'unsubscribe',
  'out_of_office',
  'auto_reply',
  'referral',
  'wrong_person',
  'meeting_booked',
  'not_now',
  'not_interested',
  'interested',
  'question',
  'other',
] as const

export type ReplyLabel = (typeof replyLabels)[number]

/** Labels of replies that no person wrote. */
export const automaticLabels = ['out_of_office', 'auto_reply', 'bounce'] as const satisfies readonly ReplyLabel[]
export const isAutomaticLabel = (label: ReplyLabel): boolean => automaticLabels.some((one) => one === label)
/** Returns whether a label needs no answer. */
export const isUnanswerable = (label: ReplyLabel): boolean => label === 'unsubscribe' || isAutomaticLabel(label)

export const replyLanguages = ['en', 'de', 'nl', 'fr', 'es'] as const
export type ReplyLanguage = (typeof replyLanguages)[number]

/** A reply as received. `text` is plain text or text extracted from HTML; `receivedAt` is an ISO time. */
export type IncomingReply = {
  readonly subject: string
  readonly from: string
  readonly text: string
  readonly receivedAt: string
  /** Whether Instantly reports it as automatic; absent if Instantly does not say. */
  readonly automatic?: boolean
  /** Names and types of attached files; a calendar response is recognised by its file. */
  readonly attachments?: readonly string[]
}

/** A reason for the label: the rule, and the words of the reply that matched it. */
export type ReplyReason = {
  /** A topic of the phrase books, or a separate rule such as `sender` or `no_words`. */
  readonly rule: string
  /** Null for rules that do not depend on a language. */
  readonly language: ReplyLanguage | null
  /** Where the words were found. */
  readonly in: 'text' | 'subject' | 'from'
  readonly words: string
}

export type Referral = { readonly name?: string; readonly email?: string }

export type SortedReply = {
  readonly label: ReplyLabel
  /** Probability that the label is correct, 0–1, as measured on replies not used to build the rules or the model. */
  readonly certainty: number
  /** An opt-out found by rules and model, valid at once. Never for quoted text, footers or automatic replies. */
  readonly unsubscribe: boolean
  /** One of the two suspects an opt-out: nobody contacts the person until the operator has answered. */
  readonly askOptOut: boolean
  /** The opt-out holds, or is so likely that Instantly stops sending before the operator has answered. */
  readonly optOutLikely: boolean
  /** Whether the reply is automatic. */
  readonly auto: boolean
  /** Day the person is back, as `YYYY-MM-DD`. */
  readonly returnDate?: string
  readonly referral?: Referral
  /** Never empty; the reason that decided comes first. */
  readonly reasons: readonly ReplyReason[]
}

/** A label with a lower certainty is only a suggestion. */
export const sureCertainty = 0.8
