import type { ReplyTone } from '../state/life-types.ts'
import data from './reply-texts.json' with { type: 'json' }
import type { Language } from './reply-words.ts'

export type Words = Readonly<Record<ReplyTone, readonly string[]>> & {
  readonly replyPrefix: string
  readonly awayPrefix: string
  readonly receiptSubject: string
}

/** Placeholders: `{sender}` wrote the mail, `{first} {last}` of `{company}` answers, `{back}` the day of return. */
export const replyTexts: Readonly<Record<Language, Words>> = data
