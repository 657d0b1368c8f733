import { type ReplyLanguage, replyLanguages } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { Word } from './words.ts'

/** Small words that one of the five languages has and the others have not, folded. */
const smallWords: Readonly<Record<ReplyLanguage, string>> = {
  en: 'the and you your we our to of for is are with this that it its im have has not will would please from be can on at my dont thanks thank was if or about just',
  de: 'und der die das ich sie wir ist nicht mit fur auf ein eine einen uns mir mich ihr ihre ihnen zu von im bei bitte dass haben habe sind auch aber noch wenn am vielen danke kein keine es wie dem den',
  nl: 'het een ik je wij jullie niet van voor met op te dat dit zijn ben heb hebben naar ons mij uw graag maar ook bij aan geen nog om wel dan is er we bedankt of als',
  fr: 'le les des une je vous nous pas ne est et pour dans sur avec votre vos mon notre que qui ce cette merci au du bonjour il suis avons mais plus sont ai',
  es: 'el los las una yo usted por para con su sus mi que no es lo del al gracias estoy estamos pero como muy esta este nos hola ya si tenemos tengo',
}

const languagesOf = new Map<string, readonly ReplyLanguage[]>()
for (const language of replyLanguages) {
  for (const word of smallWords[language].split(' ')) {
    languagesOf.set(word, [...(languagesOf.get(word) ?? []), language])
  }
}

/** Fewer small words than this say nothing about a text. */
const ENOUGH = 3

/** Of one text it is asked several times. */
const counted = new WeakMap<readonly Word[], ReadonlyMap<ReplyLanguage, number>>()

function countSmallWords(words: readonly Word[]): ReadonlyMap<ReplyLanguage, number> {
  const before = counted.get(words)
  if (before !== undefined) return before
  const counts = new Map<ReplyLanguage, number>()
  for (const { folded } of words) {
    for (const language of languagesOf.get(folded) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1)
  }
  counted.set(words, counts)
  return counts
}

/** The one language most small words of a text are of; null where fewer than `least` say so, or two are as likely. */
export function likelyLanguage(words: readonly Word[], least = ENOUGH): ReplyLanguage | null {
  const [best, second] = [...countSmallWords(words)].toSorted(([, one], [, other]) => other - one)
  return best !== undefined && best[1] >= least && best[1] > (second?.[1] ?? 0) ? best[0] : null
}

/** The languages a text can be in: all of them for a short one, else those with a good part of the small words found. */
export function guessLanguages(words: readonly Word[]): ReadonlySet<ReplyLanguage> {
  const counts = countSmallWords(words)
  const most = Math.max(0, ...counts.values())
  if (most < ENOUGH) return new Set(replyLanguages)
  return new Set(replyLanguages.filter((language) => (counts.get(language) ?? 0) * 3 > most))
}
