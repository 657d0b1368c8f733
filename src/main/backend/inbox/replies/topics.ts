import type { PhraseBook } from './phrase-matcher.ts'

/**
 * What phrases stand for. Labels follow from them in `classify-person-mail.ts` and `classify-machine-mail.ts`:
 *
 * - `void`: looks like something else and is not; its words count for nothing · `notWish`: the same, for wishes only
 * - `unsubscribe`: wants no more mail · `bare`: the same in one word, which can also be a link below a newsletter
 * - `booked`: a meeting is fixed · `agree`: says yes to a time, which must stand beside it
 * - `refer`: names somebody else · `wrong`: not theirs · `left`: no longer there
 * - `later`: another time · `now`: turns a no of the same sentence into a `later`
 * - `no`: no · `settled`: has somebody, does it alone · `yes`: wants to know more · `weak`: yes only where nothing else is said
 * - `request`: asks for something to be done, which stands even after a no
 * - `ask`: a question without its mark
 * - `away`: not there for some days · `formal`: as only automatic replies say it
 * - `receipt`: says that the mail came in · `bounce`: says that it did not
 *
 * Single words that decide only together, where no phrase did (`weak-signs.ts`): `neg` a negation · `mails` mail and lists ·
 * `off` going away · `want` wanting and receiving · `time` some time to come · `defer` putting off · `role` somebody who decides nothing
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
