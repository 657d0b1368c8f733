import type { CrmDeal } from '#shared/contract/inbox/crm.ts'
import { formatMoney, formatWhen, t } from '../../core/lib/texts.ts'
import type { Tone } from '../../core/ui/badge.tsx'

type State = NonNullable<CrmDeal['state']>
export const dealTones: Readonly<Record<State, Tone>> = { open: 'info', won: 'ok', lost: 'quiet', gone: 'bad' }

/** Formats a deal's value in its currency, or as a plain number if the CRM gives none. Null if there is no value. */
export const dealValue = ({ value, currency }: CrmDeal): string | null =>
  // New deals start with a value of 0.
  value === null || value === 0 ? null : formatMoney(value, currency)

/** Returns when the deal was closed and last read, and the reason if reading has failed since; shown on demand. */
export function dealAge({ closedAt, readAt, readProblem, state }: CrmDeal): string {
  const words = t.crm
  return [
    closedAt !== null && state !== 'gone' && words.dealClosed(formatWhen(closedAt)),
    readAt === null ? words.dealUnread : words.dealReadAt(formatWhen(readAt)),
    readProblem !== null && words.notReadSince(words.problems[readProblem]),
  ]
    .filter(Boolean)
    .join(' ')
}
