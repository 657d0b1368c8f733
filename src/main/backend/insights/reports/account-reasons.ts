/** Formats the reasons for an account's state in the language and number format of a report's reader. */
import type { AccountReason } from '#shared/domain/insights/alerts/evaluate-account.ts'
import type { Language } from '#shared/language.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { createFigureFormats } from './figures.ts'

/** Returns one reason with its figures, worded as in *Accounts*. */
export function accountReasonText({ kind, value, base, against }: AccountReason, language: Language): string {
  const { n, share } = createFigureFormats(language)
  const limit = against === null ? '' : kind === 'bounces' || kind === 'replies' ? share(against) : n(against)
  const say: (...figures: string[]) => string = backendTexts[language].accounts.reasons[kind]
  return base === null ? say(n(value ?? 0), limit) : say(n(value ?? 0), n(base), limit)
}
