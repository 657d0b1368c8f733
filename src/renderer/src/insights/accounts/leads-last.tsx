import type { LeadsLeft } from '#shared/contract/insights/capacity.ts'
import { t } from '../../core/lib/texts.ts'

/** How long leads last, in words. `sends`: anything is sent on the next days. */
function leadsLast({ waiting, days }: LeadsLeft, sends: boolean, mostDays: number): string {
  const words = t.accounts.capacity
  if (waiting === null) return t.accounts.unknown
  if (waiting === 0) return words.noneLeft
  if (days === null) return sends ? words.over(mostDays) : words.stuck
  return days === 0 ? words.today : words.days(days)
}

/** The same, drawn: what runs out within three days stands out. */
export function LeadsLast({ leads, sends, mostDays }: { leads: LeadsLeft; sends: boolean; mostDays: number }) {
  const isShort = leads.waiting !== null && (leads.days ?? (sends ? mostDays : 0)) <= shortDays
  return <span className={isShort ? 'is-warn' : undefined}>{leadsLast(leads, sends, mostDays)}</span>
}

const shortDays = 3
