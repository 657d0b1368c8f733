import type { Language } from '#shared/language.ts'
import { en, type Texts } from '#shared/texts/en.ts'

/**
 * Texts of the interface in the operator's language. Read them while rendering (`t.x.y` inside a function): a text
 * stored in a module constant stays in the language it was read in.
 */
export let t: Texts = en
/** Language of `t`, for formatting. */
export let spoken: Language = 'en'

const wordsOf = new Map<Language, Texts>([['en', en]])

/** Loads the texts of a language from disk; only the one in use is loaded. */
export async function loadTexts(language: Language): Promise<void> {
  if (wordsOf.has(language)) return
  if (language === 'de') wordsOf.set('de', (await import('#shared/texts/de.ts')).de)
  else if (language === 'nl') wordsOf.set('nl', (await import('#shared/texts/nl.ts')).nl)
}

/**
 * Switches the texts to a language that has been loaded. The screen follows on its next render: see
 * `core/stores/language.ts`.
 */
export function speak(language: Language): void {
  const words = wordsOf.get(language)
  if (!words) return
  spoken = language
  t = words
}

/**
 * Caches a value made of texts once per language, such as a table's columns, which keep their identity until the
 * language changes.
 */
export function perLanguage<T>(make: () => T): () => T {
  let made: { readonly in: Language; readonly value: T } | null = null
  return () => {
    if (made?.in !== spoken) made = { in: spoken, value: make() }
    return made.value
  }
}
