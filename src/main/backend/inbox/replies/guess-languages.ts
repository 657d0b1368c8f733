import { type ReplyLanguage, replyLanguages } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { Word } from './words.ts'

/** Function words that only one of the five languages has, folded. */
const functionWords: Readonly<Record<ReplyLanguage, string>> = {
  en: 'the and you your we our to of for is are with this that it its im have has not will would please from be can on at my dont thanks thank was if or about just',
  de: 'und der die das ich sie wir ist nicht mit fur auf ein eine einen uns mir mich ihr ihre ihnen zu von im bei bitte dass haben habe sind auch aber noch wenn am vielen danke kein keine es wie dem den',
  nl: 'het een ik je wij jullie niet van voor met op te dat dit zijn ben heb hebben naar ons mij uw graag maar ook bij aan geen nog om wel dan is er we bedankt of als',
  fr: 'le les des une je vous nous pas ne est et pour dans sur avec votre vos mon notre que qui ce cette merci au du bonjour il suis avons mais plus sont ai',
  es: 'el los las una yo usted por para con su sus mi que no es lo del al gracias estoy estamos pero como muy esta este nos hola ya si tenemos tengo',
}

/** Common words that only other European languages have, folded. */
const otherWords = new Set(
  (
    'sono siamo grazie ci vi anche questo abbiamo buongiorno della gli quanto interessa mandi volentieri favore interessato ' +
    'interessati scrivetemi nao obrigado obrigada voce voces tenho temos estou isso pode meu minha sua remova gracies podeu jag och ' +
    'inte ikke ikkje att det tack tak nej jeg og mig dig hei dette dziekuje prosze jest dzien dobry mozemy ' +
    'jestem czy dekuji prosim mame nemame zajem multumesc suntem rog kiitos tesekkurler koszonom'
  ).split(' '),
)

/** Indexes in `replyLanguages` of the languages a function word belongs to. */
const languagesOfWord = new Map<string, number[]>()
for (const [at, language] of replyLanguages.entries()) {
  for (const word of functionWords[language].split(' ')) {
    const known = languagesOfWord.get(word)
    if (known === undefined) languagesOfWord.set(word, [at])
    else known.push(at)
  }
}

const none: readonly number[] = []

/** Fewer function words than this do not identify a language. */
const MIN_FUNCTION_WORDS = 3

/** Counts the function words of each language, in the order of `replyLanguages`. */
function countFunctionWords(words: readonly Word[]): readonly number[] {
  const counts = replyLanguages.map(() => 0)
  for (let index = 0; index < words.length; index += 1) {
    const { facts } = words[index] as Word
    const languages = (facts.smallIn ??= languagesOfWord.get(facts.folded) ?? none)
    for (let one = 0; one < languages.length; one += 1) {
      const at = languages[one] as number
      counts[at] = (counts[at] as number) + 1
    }
  }
  return counts
}

/** Returns the language of most function words; null for fewer than `least`, or two equally likely languages. */
export function likelyLanguage(words: readonly Word[], least = MIN_FUNCTION_WORDS): ReplyLanguage | null {
  const counts = countFunctionWords(words)
  const most = Math.max(...counts)
  const best = counts.indexOf(most)
  return most > 0 && most >= least && counts.lastIndexOf(most) === best ? (replyLanguages[best] ?? null) : null
}

/** Whether a text is as likely in none of the five languages as in one of them. */
export function isOtherLanguage(words: readonly Word[]): boolean {
  const others = words.filter(({ facts }) => otherWords.has(facts.folded)).length
  return others > 0 && others >= Math.max(...countFunctionWords(words))
}

/** Returns the languages a text can be in: all for a short one, else those with a large share of the function words. */
export function guessLanguages(words: readonly Word[]): ReadonlySet<ReplyLanguage> {
  const counts = countFunctionWords(words)
  const most = Math.max(...counts)
  if (most < MIN_FUNCTION_WORDS) return new Set(replyLanguages)
  return new Set(replyLanguages.filter((_, at) => (counts[at] ?? 0) * 3 > most))
}
