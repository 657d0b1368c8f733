import type { AccountRow } from '#shared/contract/insights/accounts.ts'
import type { AccountVerdict } from '#shared/domain/insights/alerts/evaluate-account.ts'
import type { ErrorCode, ErrorData } from '#shared/errors.ts'
import { formatNumber } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import type { Tone } from '../../core/ui/badge.tsx'
import { reasonText } from '../alerts/alert-words.ts'

export const verdictTone: Readonly<Record<AccountVerdict, Tone>> = {
  healthy: 'ok',
  watch: 'warn',
  burning: 'bad',
  disconnected: 'bad',
}

/** How an account stands, in a line: what is wrong, else what it does. */
export function standing(row: AccountRow): string {
  const words = t.accounts
  if (row.pending !== null) return words.pending(words.acts[row.pending])
  const [reason] = row.reasons
  const why = reason && reasonText(reason)
  // What Instantly calls a paused account says nothing of the error it had before: that is in its message.
  if (row.state === 'paused') return [words.states.paused, row.message ?? why].filter(Boolean).join('. ')
  return why ?? words.states[row.state]
}

/** The mark before it. */
export const standingTone = (row: AccountRow): Tone =>
  row.state === 'paused' && row.message !== null
    ? 'bad'
    : row.verdict === 'healthy' && row.state !== 'sending'
      ? 'quiet'
      : verdictTone[row.verdict]

export const figure = (value: number | null): string =>
  value === null ? t.accounts.unknown : formatNumber(Math.round(value))

/** What went wrong, what it means and what to do: where it stands beside the account or client it is about. */
export function problemText({ code, data }: { readonly code: ErrorCode; readonly data: ErrorData }): string {
  const { what, means, todo } = t.errors[code](data)
  return `${what} ${means} ${todo}`
}

/** Who runs it. */
export function providerName(provider: number | null): string {
  const names: Readonly<Record<string, string>> = t.accounts.providers
  return names[String(provider)] ?? t.accounts.unknown
}

/** Under which a click is known again. */
export const newSubmission = (): string => crypto.randomUUID()
