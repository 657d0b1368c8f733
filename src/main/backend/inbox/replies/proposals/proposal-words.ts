import type { ReplyLabel } from '#shared/domain/inbox/replies/reply-labels.ts'

/** What a text is proposed for: a reply sorted so, or a conversation that went quiet. */
export type ProposedFor = Exclude<ReplyLabel, 'bounce' | 'unsubscribe' | 'auto_reply'> | 'quiet'

/**
 * The words proposals are made of, in one language. `{{greeting}}`, `{{time1}}`, `{{time2}}` and `{{when}}` are filled in;
 * `{{answer}}` is not: the operator writes it, and nothing is sent while it stands.
 */
export type ProposalWords = {
  readonly locale: string
  readonly greeting: (firstName: string | null, lastName: string | null) => string
  /** A day and an hour, the day as it is written out. */
  readonly at: (day: string, hour: number) => string
  /** When we write again, after "I will write again". */
  readonly onDay: (day: string) => string
  readonly inAWhile: string
  /** To answer with now; null where there is nothing to answer. */
  readonly texts: Readonly<Record<ProposedFor, string | null>>
  /** On the day a person named, on the day after they are back. */
  readonly later: { readonly not_now: string; readonly out_of_office: string }
}
