import { factsOfWord, type WordFacts } from './word-facts.ts'
import type { Word } from './words.ts'

/** Significant words that are often mistyped, folded. */
const keywords =
  'unsubscribe interested interesting remove receive emails interesse interessiert abmelden loschen verteiler geinteresseerd uitschrijven afmelden interessant desinscription desinscrire desabonner interesado interesa gracias gebucht meeting'.split(
    ' ',
  )

/** Whether a word differs from a keyword by a letter, or two in a long word: missing, extra, wrong or swapped. */
function isTypoOf(word: string, keyword: string): boolean {
  const most = keyword.length >= 9 ? 2 : 1
  if (word[0] !== keyword[0] || Math.abs(word.length - keyword.length) > most) return false
  let beforeLast: number[] = []
  let last = Array.from({ length: keyword.length + 1 }, (_, at) => at)
  for (let row = 1; row <= word.length; row += 1) {
    const next = [row]
    for (let at = 1; at <= keyword.length; at += 1) {
      const same = word[row - 1] === keyword[at - 1] ? 0 : 1
      let cost = Math.min((last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + same)
      if (row > 1 && at > 1 && word[row - 1] === keyword[at - 2] && word[row - 2] === keyword[at - 1]) {
        cost = Math.min(cost, (beforeLast[at - 2] ?? 0) + 1)
      }
      next.push(cost)
    }
    beforeLast = last
    last = next
  }
  return (last[keyword.length] ?? most + 1) <= most
}

function findIntendedWord(facts: WordFacts, known: (facts: WordFacts) => boolean): WordFacts | null {
  const { folded } = facts
  if (folded.length < 6 || folded.length > 16 || known(facts)) return null
  const meant = keywords.find((keyword) => isTypoOf(folded, keyword))
  return meant === undefined ? null : factsOfWord(meant)
}

/** Corrects typing errors in the significant words; a word known to any phrase is left unchanged. */
export function correctTypos(words: readonly Word[], known: (facts: WordFacts) => boolean): readonly Word[] {
  let corrected: Word[] | undefined
  for (let at = 0; at < words.length; at += 1) {
    const { facts, start, end, sentence, clause, capital } = words[at] as Word
    const meant = facts.meant === undefined ? (facts.meant = findIntendedWord(facts, known)) : facts.meant
    if (meant === null) continue
    // Copied on demand, as nearly every text has no typing error.
    corrected ??= [...words]
    corrected[at] = { folded: meant.folded, facts: meant, start, end, sentence, clause, capital }
  }
  return corrected ?? words
}
