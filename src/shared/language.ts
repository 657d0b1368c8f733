/** Languages of the interface, and how to determine the one to use. */

export const languages = ['en', 'de', 'nl'] as const
export type Language = (typeof languages)[number]

/** The operator's choice; `system` follows the computer's language. */
export const languageChoices = ['system', ...languages] as const
export type LanguageChoice = (typeof languageChoices)[number]

/** The locale for numbers and dates in each language. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', nl: 'nl-NL' }

export const isLanguageChoice = (value: unknown): value is LanguageChoice =>
  languageChoices.some((choice) => choice === value)

export const resolveLanguage = (choice: LanguageChoice, system: Language): Language =>
  choice === 'system' ? system : choice

/** Returns the first supported language among the system's preferences (BCP 47 tags, most preferred first). */
export function systemLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const known = languages.find((language) => tag.toLowerCase().split(/[-_]/)[0] === language)
    if (known) return known
  }
  return 'en'
}
