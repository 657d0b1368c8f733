/** What a reply can be, in the order of precedence: the first that is true is the label. */
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

/** Labels of what no person wrote. */
export const automaticLabels = ['out_of_office', 'auto_reply', 'bounce'] as const satisfies readonly ReplyLabel[]
export const isAutomaticLabel = (label: ReplyLabel): boolean => automaticLabels.some((one) => one === label)
/** Nobody answers these. */
export const isUnanswerable = (label: ReplyLabel): boolean => label === 'unsubscribe' || isAutomaticLabel(label)

export const replyLanguages = ['en', 'de', 'nl', 'fr', 'es'] as const
export type ReplyLanguage = (typeof replyLanguages)[number]

/** A reply as it came. `text` is plain text or what is left of HTML; `receivedAt` is an ISO time. */
export type IncomingReply = {
  readonly subject: string
  readonly from: string
  readonly text: string
  readonly receivedAt: string
  /** Whether Instantly says that a machine wrote it; left out where it says nothing. */
  readonly automatic?: boolean
  /** Names and types of attached files: a calendar's answer is known by its file. */
  readonly attachments?: readonly string[]
}

/** Why a reply was judged as it was: the rule, and the words of the reply it found. */
export type ReplyReason = {
  /** A topic of the phrase books, or a rule of its own such as `sender` or `no_words`. */
  readonly rule: string
  /** Null for rules that are no words of a language. */
  readonly language: ReplyLanguage | null
  /** Where the words stand. */
  readonly in: 'text' | 'subject' | 'from'
  readonly words: string
}

export type Referral = { readonly name?: string; readonly email?: string }

export type SortedReply = {
  readonly label: ReplyLabel
  /** How likely the label is right, 0–1, as measured on replies nothing was made with. */
  readonly certainty: number
  /** A wish for no more mail that rules and model both see: it holds at once. Never for words in quoted mail, footers or automatic replies. */
  readonly unsubscribe: boolean
  /** One of the two suspects such a wish: nobody writes to the person until the operator has answered. */
  readonly askOptOut: boolean
  /** It holds, or is so likely that Instantly stops sending before the operator has answered. */
  readonly wishLikely: boolean
  /** Whether a machine wrote it. */
  readonly auto: boolean
  /** The day they are back, as `YYYY-MM-DD`. */
  readonly returnDate?: string
  readonly referral?: Referral
  /** Never empty; the one that decided comes first. */
  readonly reasons: readonly ReplyReason[]
}

/** A label less certain than this is a suggestion. */
export const sureFrom = 0.8
