/** The shell's own words in the operator's language; apart from the window's, which this thread never loads. */
import type { Language } from '#shared/language.ts'
import type { ShellTexts } from '#shared/texts/en/core/shell.ts'
import { shellTextsOf } from '#shared/texts/shell-texts.ts'

/** Read it when words are shown, never before: it follows the language. */
export let shellTexts: ShellTexts = shellTextsOf.en

/** Switches the words. Menu and tray are made anew by who made them. */
export function speakShell(language: Language): void {
  shellTexts = shellTextsOf[language]
}
