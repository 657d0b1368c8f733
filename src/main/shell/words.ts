/** The shell's own words of tray and questions, in the operator's language. */
import type { Language } from '#shared/language.ts'
import type { DesktopTexts } from '#shared/texts/en/core/desktop.ts'
import { desktopTextsOf } from '#shared/texts/shell-texts.ts'

let words: DesktopTexts = desktopTextsOf.en

/** Read at every use: the language may change while the app runs. */
export const desktopWords = (): DesktopTexts => words

/** Switches the words; the tray is shown anew by who made it. */
export function speakDesktop(language: Language): void {
  words = desktopTextsOf[language]
}
