/** Counts events by weekday and hour of a time zone, from counts by UTC hour. */
import type { HourFigures, HourType } from '#shared/contract/insights/breakdowns.ts'
import { isTimeZone } from '#shared/domain/core/is-zone.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { AppError } from '#shared/errors.ts'
import type { Store } from '../../core/deps.ts'
import { createHourCache, type DayHours, hoursOfDay } from './hour-cache.ts'
import { createCampaignScope, createClientScope, type Scope, toInstants } from './scope.ts'
import { hourOfWeek, type OffsetSpan, offsetSpans, weekHours } from './zone-hours.ts'

const codeOfHourType: Readonly<Record<HourType, number>> = {
  sent: eventTypes.email_sent.code,
  opened: eventTypes.email_opened.code,
  clicked: eventTypes.link_clicked.code,
  replied: eventTypes.reply_received.code,
}

export function createHourAnalytics(store: Store) {
  const { raw } = store
  const clientsOf = createClientScope(store)
  const campaignsOf = createCampaignScope(store)
  const hoursOf = createHourCache(store)
  // Reads each time in index order; if it grouped by hour, SQLite would sort them all, which takes four times as long.
  const ofCampaign = raw
    .prepare<[object], number>(
      `select at from event indexed by event_of_campaign
         where campaign_id = @eventId and type = @type and at between @since and @until order by at`,
    )
    .pluck()

  function count(scope: Scope, period: Period, spans: readonly OffsetSpan[], type: number): number[] {
    const events = Array.from({ length: weekHours }, () => 0)
    const add = (day: number, hour: number, span: OffsetSpan, by: number) => {
      const place = hourOfWeek(day, hour, span.minutes[hour] ?? 0)
      events[place] = (events[place] ?? 0) + by
    }
    if (scope.campaignIds === null) {
      const known = clientsOf(scope).flatMap((workspaceId) => hoursOf(workspaceId, type) ?? [])
      for (const span of spans) for (const [day, hour, by] of sumByWeekHour(known, span)) add(day, hour, span, by)
      return events
    }
    for (const { eventId } of campaignsOf(scope)) {
      if (eventId === null) continue
      let at = 0
      for (const moment of ofCampaign.all({ eventId, type, ...toInstants(period) })) {
        const hour = Math.floor(moment / 3_600_000)
        const day = Math.floor(hour / 24)
        while (at < spans.length - 1 && (spans[at]?.to ?? 0) < day) at++
        const span = spans[at]
        if (span) add(day, hour % 24, span, 1)
      }
    }
    return events
  }

  return (scope: Scope, asked: Period, type: HourType, zone: string): HourFigures => {
    if (!isTimeZone(zone)) throw new AppError('INVALID_INPUT', { field: 'zone' })
    const clients =
      scope.campaignIds === null ? clientsOf(scope) : campaignsOf(scope).map(({ workspaceId }) => workspaceId)
    const known = [...new Set(clients)].flatMap((id) =>
      [hoursOf(id, codeOfHourType[type]) ?? [], hoursOf(id, codeOfHourType.sent) ?? []].flat(),
    )
    // Limits the period to days with events, so that no time zone offsets are computed for centuries.
    const from = Math.max(asked.from, Math.min(...known.map(({ first }) => first)))
    const to = Math.min(asked.to, Math.max(...known.map(({ last }) => last)))
    const period = { from, to }
    const spans = known.length === 0 || from > to ? [] : offsetSpans(zone, period)
    const sent = count(scope, period, spans, codeOfHourType.sent)
    return { events: type === 'sent' ? sent : count(scope, period, spans, codeOfHourType[type]), sent }
  }
}

/** Sums the days of a span by weekday and UTC hour; each result has a day of that weekday, the hour, and the count. */
function sumByWeekHour(known: readonly DayHours[], span: OffsetSpan): readonly (readonly [number, number, number])[] {
  // Days a week apart have the same place in the week.
  const sums = new Float64Array(7 * hoursOfDay)
  for (const { first, last, soFar } of known) {
    const from = Math.max(first, span.from)
    const to = Math.min(last, span.to)
    for (let day = Math.max(from, to - 6); day <= to; day++) {
      // The last day of this weekday within the span, and the last one before the span.
      const end = (day - first) * hoursOfDay
      const before = end - Math.ceil((day - from + 1) / 7) * 7 * hoursOfDay
      const at = (day % 7) * hoursOfDay
      for (let hour = 0; hour < hoursOfDay; hour++) {
        const earlier = before < 0 ? 0 : (soFar[before + hour] ?? 0)
        sums[at + hour] = (sums[at + hour] ?? 0) + (soFar[end + hour] ?? 0) - earlier
      }
    }
  }
  return Array.from(sums, (by, at) => [Math.floor(at / hoursOfDay), at % hoursOfDay, by] as const)
}
