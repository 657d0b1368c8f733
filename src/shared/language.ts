/** The languages of the interface, and how the one to show is found. */

export const languages = ['en', 'de', 'nl'] as const
export type Language = (typeof languages)[number]

/** What the operator chose; `system` goes with the computer's own language. */
export const languageChoices = ['system', ...languages] as const
export type LanguageChoice = (typeof languageChoices)[number]

/** The locale by which figures and dates of a language are written. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', nl: 'nl-NL' }

export const isLanguageChoice = (value: unknown): value is LanguageChoice =>
  languageChoices.some((choice) => choice === value)

export const languageFor = (choice: LanguageChoice, system: Language): Language =>
  choice === 'system' ? system : choice

/** The first language spoken here out of what the system prefers (BCP 47 tags, the most preferred first). */
export function systemLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const known = languages.find((language) => tag.toLowerCase().split(/[-_]/)[0] === language)
    if (known) return known
  }
  return 'en'
}
