/** The shell's texts of tray and questions, in the operator's language. */
import type { Language } from '#shared/language.ts'
import type { DesktopTexts } from '#shared/texts/en/core/desktop.ts'
import { desktopTextsOf } from '#shared/texts/shell-texts.ts'

let words: DesktopTexts = desktopTextsOf.en

/** Call it at every use: the language may change while the app runs. */
export const desktopTexts = (): DesktopTexts => words

/** Switches the texts; the tray is rebuilt by its owner. */
export function setDesktopLanguage(language: Language): void {
  words = desktopTextsOf[language]
}
