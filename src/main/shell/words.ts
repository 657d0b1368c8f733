/** The shell's own words of tray and questions, in the operator's language. */
import type { Language } from '#shared/language.ts'
import { desktopDe } from '#shared/texts/de/core/desktop.ts'
import { type DesktopTexts, desktopEn } from '#shared/texts/en/core/desktop.ts'
import { desktopNl } from '#shared/texts/nl/core/desktop.ts'

const byLanguage: Readonly<Record<Language, DesktopTexts>> = { en: desktopEn, de: desktopDe, nl: desktopNl }
let words: DesktopTexts = desktopEn

/** Read at every use: the language may change while the app runs. */
export const desktopWords = (): DesktopTexts => words

/** Switches the words; the tray is shown anew by who made it. */
export function speakDesktop(language: Language): void {
  words = byLanguage[language]
}
