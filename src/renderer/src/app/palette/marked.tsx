import { foldText, searchWords } from '#shared/domain/core/fuzzy.ts'

/** Text with the typed words in bold. */
export function Marked({ text, typed }: { text: string; typed: string }) {
  const words = searchWords(typed)
  if (words.length === 0) return text
  // Letter by letter, as folding may turn one letter into two.
  return partsOf(text, words).map(({ part, isTyped, at }) => (isTyped ? <mark key={at}>{part}</mark> : part))
}

function partsOf(text: string, words: readonly string[]) {
  const folded: string[] = []
  const from: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    for (const letter of foldText(text.charAt(at)) || ' ') {
      folded.push(letter)
      from.push(at)
    }
  }
  const name = folded.join('')
  const typed = new Set<number>()
  for (const word of words) {
    const at = name.startsWith(word) ? 0 : name.indexOf(` ${word}`) + 1
    const begin = at > 0 || name.startsWith(word) ? at : name.indexOf(word)
    if (begin < 0) continue
    for (let place = begin; place < begin + word.length; place += 1) typed.add(from[place] ?? -1)
  }
  const parts: { part: string; isTyped: boolean; at: number }[] = []
  for (let at = 0; at < text.length; at += 1) {
    const last = parts.at(-1)
    if (last && last.isTyped === typed.has(at)) last.part += text.charAt(at)
    else parts.push({ part: text.charAt(at), isTyped: typed.has(at), at })
  }
  return parts
}
