import type { AccountRow } from '#shared/contract/insights/accounts.ts'
import type { AccountVerdict } from '#shared/domain/insights/alerts/evaluate-account.ts'
import type { Problem } from '#shared/errors.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import type { Tone } from '../../core/ui/badge.tsx'
import { reasonText } from '../alerts/alert-text.ts'

export const verdictTone: Readonly<Record<AccountVerdict, Tone>> = {
  healthy: 'ok',
  watch: 'warn',
  burning: 'bad',
  disconnected: 'bad',
}

/** Describes an account's state in one line: its problem, otherwise what it is doing. */
export function standing(row: AccountRow): string {
  const words = t.accounts
  if (row.pending !== null) return words.pending(words.acts[row.pending])
  const [reason] = row.reasons
  const why = reason && reasonText(reason)
  // Instantly's status of a paused account does not include its previous error, but its message does.
  if (row.state === 'paused') return [words.states.paused, row.message ?? why].filter(Boolean).join('. ')
  return why ?? (row.state === 'unused' && row.warmup === 'on' ? words.unusedWarming : words.states[row.state])
}

/** Returns the tone of the mark before it. */
export const accountStateTone = (row: AccountRow): Tone =>
  row.state === 'paused' && row.message !== null
    ? 'bad'
    : row.verdict === 'healthy' && row.state !== 'sending'
      ? 'quiet'
      : verdictTone[row.verdict]

export const figure = (value: number | null): string =>
  value === null ? t.accounts.unknown : formatNumber(Math.round(value))

/** Describes what went wrong, what it means and what to do, for use beside the affected account or client. */
export function problemText({ code, data }: Problem): string {
  const { what, means, todo } = t.errors[code](data)
  return `${what} ${means} ${todo}`
}

export function providerName(provider: number | null): string {
  const names: Readonly<Record<string, string>> = t.accounts.providers
  return names[String(provider)] ?? t.accounts.unknown
}

/** Returns an id that identifies one click, so that a repeated request is recognised. */
export const newSubmission = (): string => crypto.randomUUID()
