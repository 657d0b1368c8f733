import type { Language } from '#shared/language.ts'
import { en, type Texts } from '#shared/texts/en.ts'

/**
 * The words of the interface in the operator's language. Read them while drawing (`t.x.y` inside a function): a word
 * kept in a constant of a module stays in the language it was read in.
 */
export let t: Texts = en
/** The language `t` is in, for formatting. */
export let spoken: Language = 'en'

const wordsOf = new Map<Language, Texts>([['en', en]])

/** Brings the words of a language, which are on this disk: only the one spoken is loaded. */
export async function loadWords(language: Language): Promise<void> {
  if (wordsOf.has(language)) return
  if (language === 'de') wordsOf.set('de', (await import('#shared/texts/de.ts')).de)
  else if (language === 'nl') wordsOf.set('nl', (await import('#shared/texts/nl.ts')).nl)
}

/** Switches the words, which must have been loaded. What is on screen follows when it is drawn again: see `core/stores/language.ts`. */
export function speak(language: Language): void {
  const words = wordsOf.get(language)
  if (!words) return
  spoken = language
  t = words
}

/** Makes something of words once for each language: a table's columns, which keep their identity while it stays. */
export function perLanguage<T>(make: () => T): () => T {
  let made: { readonly in: Language; readonly value: T } | null = null
  return () => {
    if (made?.in !== spoken) made = { in: spoken, value: make() }
    return made.value
  }
}
