import type { CrmDeal } from '#shared/contract/inbox/crm.ts'
import { formatMoney, formatWhen } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import type { Tone } from '../../core/ui/badge.tsx'

type State = NonNullable<CrmDeal['state']>
export const dealTones: Readonly<Record<State, Tone>> = { open: 'info', won: 'ok', lost: 'quiet', gone: 'bad' }

/** An amount in its currency; a bare figure where the CRM names none. Null where there is none. */
export const dealValue = ({ value, currency }: CrmDeal): string | null =>
  // New deals begin with nothing in them.
  value === null || value === 0 ? null : formatMoney(value, currency)

/** When it was closed and read, and what has hindered reading since: for those who want to know. */
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
