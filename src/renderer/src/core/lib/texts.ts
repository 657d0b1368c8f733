import type { Language } from '#shared/language.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import type { Texts } from '#shared/texts/en.ts'

/**
 * The words of the interface in the operator's language. Read them while drawing (`t.x.y` inside a function): a word
 * kept in a constant of a module stays in the language it was read in.
 */
export let t: Texts = textsOf.en
/** The language `t` is in, for formatting. */
export let spoken: Language = 'en'

/** Switches the words. What is on screen follows when it is drawn again: see `core/stores/language.ts`. */
export function speak(language: Language): void {
  spoken = language
  t = textsOf[language]
}

/** Makes something of words once for each language: a table's columns, which keep their identity while it stays. */
export function perLanguage<T>(make: () => T): () => T {
  let made: { readonly in: Language; readonly value: T } | null = null
  return () => {
    if (made?.in !== spoken) made = { in: spoken, value: make() }
    return made.value
  }
}
