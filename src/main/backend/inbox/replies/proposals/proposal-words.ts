import type { ReplyLabel } from '#shared/domain/inbox/replies/reply-labels.ts'

/** What a text is suggested for: a reply's label, or a conversation that went quiet. */
export type ProposedFor = Exclude<ReplyLabel, 'bounce' | 'unsubscribe' | 'auto_reply'> | 'quiet'

/**
 * Texts of suggestions in one language. `{{greeting}}`, `{{time1}}`, `{{time2}}` and `{{when}}` are filled in;
 * `{{answer}}` is left for the operator, and nothing is sent while it remains.
 */
export type ProposalWords = {
  readonly locale: string
  readonly greeting: (firstName: string | null, lastName: string | null) => string
  /** Combines a day, written out, and an hour. */
  readonly at: (day: string, hour: number) => string
  /** When we will write again, following "I will write again". */
  readonly onDay: (day: string) => string
  readonly inAWhile: string
  /** Texts to answer with now; null if there is nothing to answer. */
  readonly texts: Readonly<Record<ProposedFor, string | null>>
  /** Texts for the day the person named, and for the day after they are back. */
  readonly later: { readonly not_now: string; readonly out_of_office: string }
}
