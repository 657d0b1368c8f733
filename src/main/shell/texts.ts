/** The shell's texts in the operator's language; separate from the window's, which this thread never loads. */
import type { Language } from '#shared/language.ts'
import type { ShellTexts } from '#shared/texts/en/core/shell.ts'
import { shellTextsOf } from '#shared/texts/shell-texts.ts'

/** Read it only when texts are shown: it changes with the language. */
export let shellTexts: ShellTexts = shellTextsOf.en

/** Switches the texts. Menu and tray are rebuilt by their owners. */
export function setShellLanguage(language: Language): void {
  shellTexts = shellTextsOf[language]
}
