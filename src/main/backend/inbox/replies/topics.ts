import type { PhraseBook } from './phrase-matcher.ts'

/**
 * Topics of phrases. `classify-person-mail.ts` and `classify-machine-mail.ts` derive labels from them:
 *
 * - `void`: looks like another topic but is not; its words are ignored · `notWish`: the same, for opt-outs only
 * - `unsubscribe`: opts out · `bare`: the same in one word, which can also be a link below a newsletter
 * - `booked`: a meeting is fixed · `agree`: says yes to a time, which must stand beside it
 * - `refer`: names somebody else · `wrong`: not their responsibility · `left`: no longer there
 * - `later`: another time · `now`: turns a no of the same sentence into a `later`
 * - `no`: no · `settled`: has somebody, does it themselves · `yes`: wants to know more · `weak`: a yes only if nothing
 *   else is said
 * - `request`: asks for something to be done, which holds even after a no
 * - `ask`: a question without a question mark
 * - `away`: absent for some days · `formal`: phrases that only automatic replies use
 * - `receipt`: says that the mail was received · `bounce`: says that it was not
 *
 * Single words that only decide in combination, if no phrase did (`weak-signs.ts`): `neg` a negation · `mails` mail and
 * lists · `off` going away · `want` wanting and receiving · `time` a future time · `defer` putting off · `role`
 * somebody who decides nothing
 */
export const topics = [
  'void',
  'notWish',
  'unsubscribe',
  'bare',
  'booked',
  'agree',
  'refer',
  'wrong',
  'left',
  'later',
  'now',
  'no',
  'settled',
  'yes',
  'weak',
  'request',
  'ask',
  'away',
  'formal',
  'receipt',
  'bounce',
  'neg',
  'mails',
  'off',
  'want',
  'time',
  'defer',
  'role',
] as const
export type Topic = (typeof topics)[number]

export type Phrases = PhraseBook<Topic>
