/** The shell's own words in the operator's language; apart from the window's, which this thread never loads. */
import type { Language } from '#shared/language.ts'
import { shellDe } from '#shared/texts/de/core/shell.ts'
import { type ShellTexts, shellEn } from '#shared/texts/en/core/shell.ts'
import { shellNl } from '#shared/texts/nl/core/shell.ts'

const byLanguage: Readonly<Record<Language, ShellTexts>> = { en: shellEn, de: shellDe, nl: shellNl }

/** Read it when words are shown, never before: it follows the language. */
export let shellTexts: ShellTexts = shellEn

/** Switches the words. Menu and tray are made anew by who made them. */
export function speakShell(language: Language): void {
  shellTexts = byLanguage[language]
}
