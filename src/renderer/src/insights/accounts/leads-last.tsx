import type { LeadsLeft } from '#shared/contract/insights/capacity.ts'
import { t } from '../../core/lib/texts.ts'

/** Describes how long the leads will last. `sends`: something will be sent in the next days. */
function leadsLast({ waiting, days }: LeadsLeft, sends: boolean, mostDays: number): string {
  const words = t.accounts.capacity
  if (waiting === null) return t.accounts.unknown
  if (waiting === 0) return words.noneLeft
  if (days === null) return sends ? words.over(mostDays) : words.stuck
  return days === 0 ? words.today : words.days(days)
}

/** How long the leads will last; highlighted if they run out within three days. */
export function LeadsLast({ leads, sends, mostDays }: { leads: LeadsLeft; sends: boolean; mostDays: number }) {
  const isShort = leads.waiting !== null && (leads.days ?? (sends ? mostDays : 0)) <= shortDays
  return <span className={isShort ? 'is-warn' : undefined}>{leadsLast(leads, sends, mostDays)}</span>
}

const shortDays = 3
