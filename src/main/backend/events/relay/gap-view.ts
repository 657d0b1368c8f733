/** Compares the sources and says for each number whether it is proven, and if not, why. */
import { setImmediate as turn } from 'node:timers/promises'
import type { GapFigure, GapRow, GapVerdict, GapView, UnverifiedReason } from '#shared/contract/events/relay.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { daysOf, startOf } from './days.ts'
import { type Count, type GapStore, shownCheck } from './gap-store.ts'
import type { KnownEvent, KnownEvents } from './known-events.ts'

type DayCounts = {
  readonly day: string
  readonly today: boolean
  /** Less than two days old. */
  readonly recent: boolean
  /** Before the webhook was posting, as far as is known here. */
  readonly beforeWebhook: boolean
  readonly counts: readonly Count[]
}

/** Types that analytics and events count the same way, one for one. */
const countedAlike: ReadonlySet<string> = new Set([
  'email_sent',
  'reply_received',
  'auto_reply_received',
  'link_clicked',
  'email_opened',
])
const replyTypes: ReadonlySet<string> = new Set(['reply_received', 'auto_reply_received'])
const mailTypes: ReadonlySet<string> = new Set(['email_sent', 'reply_received', 'auto_reply_received'])

/** Reads one day at a time, yielding to other work in between. */
export async function viewGaps(
  parts: { readonly gaps: GapStore; readonly knownEvents: KnownEvents; readonly today: string },
  asked: {
    readonly workspaceId: WorkspaceId
    readonly fromDay: string
    readonly toDay: string
    readonly webhookSince: string | null
  },
): Promise<GapView> {
  const { gaps, knownEvents, today } = parts
  const { workspaceId, fromDay, toDay, webhookSince } = asked
  // Read before the counts, so that a check shown as done has all its numbers in them.
  const latest = gaps.latest(workspaceId)
  const counts = gaps.counts(workspaceId, fromDay, toDay)
  const rows: GapRow[] = []
  for (const day of daysOf(fromDay, toDay).toReversed()) {
    const own: DayCounts = {
      day,
      today: day >= today,
      recent: startOf(today) - startOf(day) <= 2 * dayMs,
      beforeWebhook: webhookSince === null || day <= webhookSince.slice(0, 10),
      counts: counts.filter((count) => count.day === day),
    }
    rows.push(...rowsOfDay(own, knownEvents.day(workspaceId, day)))
    await turn()
  }
  return {
    rows,
    logTotals: daysOf(fromDay, toDay).flatMap((day) => logTotal(day, counts)),
    check: latest && shownCheck(latest),
    counts: {
      equal: countOf(rows, 'equal'),
      lacks: countOf(rows, 'lacks'),
      more: countOf(rows, 'more'),
      unproven: countOf(rows, 'unproven'),
    },
  }
}

const countOf = (rows: readonly GapRow[], verdict: GapVerdict) => rows.filter((row) => row.verdict === verdict).length

function logTotal(day: string, counts: readonly Count[]) {
  const of = (type: string) =>
    counts.find((count) => count.day === day && count.source === 'log' && count.type === type)
  const read = of('read')
  const listed = of('listed')
  const readAt = read?.readAt ?? listed?.readAt
  return readAt === undefined ? [] : [{ day, listed: listed?.count ?? null, read: read?.count ?? null, readAt }]
}

function rowsOfDay(day: DayCounts, knownEvents: readonly KnownEvent[]): readonly GapRow[] {
  const there = day.counts.filter(({ source, count }) => source === 'analytics' && count > 0).map(({ type }) => type)
  const types = new Set([...knownEvents.map(({ type }) => type), ...there])
  types.delete('test_event')
  return [...types].map((type) => rowOf(day, knownEvents.find((one) => one.type === type) ?? nothing(type)))
}

const nothing = (type: string): KnownEvent => ({ type, here: 0, byRelay: 0, byLog: 0, byInstantly: 0 })

function rowOf(day: DayCounts, knownEvents: KnownEvent): GapRow {
  const { type } = knownEvents
  const listed = day.counts.find((count) => count.source === 'log' && count.type === 'listed')
  const read = day.counts.find((count) => count.source === 'log' && count.type === 'read')
  const log: GapFigure | null = read
    ? { count: knownEvents.byLog, whole: listed !== undefined && read.count >= listed.count, readAt: read.readAt }
    : null
  const count = day.counts.find((one) => one.source === 'analytics' && one.type === type)
  const analytics = count ? { count: count.count, whole: true, readAt: count.readAt } : null
  const mails = day.counts.find(
    (one) => one.source === 'emails' && one.type === (type === 'email_sent' ? 'sent' : 'received'),
  )
  const emails =
    mails && mailTypes.has(type) ? { count: knownEvents.byInstantly, whole: true, readAt: mails.readAt } : null
  return {
    day: day.day,
    ...knownEvents,
    log,
    analytics,
    emails,
    ...verdictOf(day, knownEvents, { log, analytics, emails }),
  }
}

type Figures = Pick<GapRow, 'log' | 'analytics' | 'emails'>

function verdictOf(
  day: DayCounts,
  { type, here, byInstantly }: KnownEvent,
  { log, analytics, emails }: Figures,
): { readonly verdict: GapVerdict; readonly why: UnverifiedReason | null } {
  if (!log && !analytics && !emails) return { verdict: 'unproven', why: 'not_read' }
  const compared = analytics && countedAlike.has(type) ? analytics.count : null
  if (compared !== null && compared === here) return { verdict: 'equal', why: null }
  // The numbers at Instantly and the events here are read minutes apart, and automatic replies are counted days late.
  if (day.today || (replyTypes.has(type) && day.recent)) return { verdict: 'unproven', why: 'still_counting' }
  if (compared !== null) {
    if (compared < here) return { verdict: 'more', why: 'counts_differently' }
    if (replyTypes.has(type) && emails) return { verdict: 'unproven', why: 'reply_kind_unknown' }
    return day.beforeWebhook ? { verdict: 'unproven', why: 'before_webhook' } : { verdict: 'lacks', why: null }
  }
  // Every sent mail was read, and each one is stored here.
  if (type === 'email_sent' && emails && byInstantly === here) return { verdict: 'equal', why: null }
  if (countedAlike.has(type) && !analytics) return { verdict: 'unproven', why: 'no_analytics' }
  // No other source counts these types: only the log can prove them, if it was read completely and the webhook existed.
  if (!log?.whole) return { verdict: 'unproven', why: log ? 'log_not_whole' : 'not_read' }
  if (day.beforeWebhook) return { verdict: 'unproven', why: 'before_webhook' }
  return log.count === here ? { verdict: 'equal', why: null } : { verdict: 'unproven', why: 'not_counted_there' }
}
