/** What of a client's mailboxes and of its plan an operator should hear of. Pure. */
import type { Alert, AlertLevel } from './judge.ts'

/** Instantly's numbers. Account: -1 connection, -2 soft bounces, -3 sending. Warmup: -1 banned, -2 spam folder unknown, -3 suspended. */
export type MailboxStanding = { readonly status: number | null; readonly warmupStatus: number | null }

/** What is wrong with a mailbox, the account before its warmup; null where nothing is. */
export const mailboxTroubles = [
  'connection',
  'soft_bounce',
  'sending',
  'banned',
  'spam_unknown',
  'suspended',
  'other',
] as const
export type MailboxTrouble = (typeof mailboxTroubles)[number]

const accountTroubles: Readonly<Record<number, MailboxTrouble>> = {
  [-1]: 'connection',
  [-2]: 'soft_bounce',
  [-3]: 'sending',
}
const warmupTroubles: Readonly<Record<number, MailboxTrouble>> = {
  [-1]: 'banned',
  [-2]: 'spam_unknown',
  [-3]: 'suspended',
}
const mild: ReadonlySet<MailboxTrouble> = new Set(['soft_bounce', 'spam_unknown'])

export function troubleOf({ status, warmupStatus }: MailboxStanding): MailboxTrouble | null {
  if (status !== null && status < 0) return accountTroubles[status] ?? 'other'
  if (warmupStatus !== null && warmupStatus < 0) return warmupTroubles[warmupStatus] ?? 'other'
  return null
}

/** `campaigns`: running ones that send with it. One that nothing sends with is only worth knowing. */
export function judgeMailbox(standing: MailboxStanding, campaigns: number): Alert | null {
  const trouble = troubleOf(standing)
  if (trouble === null) return null
  const level: AlertLevel = mild.has(trouble) ? 'amber' : campaigns === 0 ? 'amber' : 'red'
  return { kind: 'mailbox', level, share: null, base: null, against: null, days: null }
}

/** `perDay`: contacts our exports brought in, a day, over the last 30 days. */
export type ContactsStanding = { readonly left: number; readonly limit: number; readonly perDay: number }

const amberDays = 7
const redDays = 2
/** Without a pace, so little is worth saying. */
const amberShare = 0.05

export function judgeContacts({ left, limit, perDay }: ContactsStanding): Alert | null {
  const days = perDay > 0 ? Math.floor(left / perDay) : null
  const alert = (level: AlertLevel): Alert => ({
    kind: 'contacts',
    level,
    share: limit > 0 ? left / limit : null,
    base: limit,
    against: left,
    days,
  })
  if (left <= 0 || (days !== null && days < redDays)) return alert('red')
  if ((days !== null && days < amberDays) || left < limit * amberShare) return alert('amber')
  return null
}
