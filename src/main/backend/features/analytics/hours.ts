/** Events by weekday and hour of a zone, from counts by UTC hour. */
import type { HourFigures, HourType } from '#shared/contract/breakdowns.ts'
import type { Period } from '#shared/domain/analytics/period.ts'
import { type OffsetSpan, offsetSpans, placeInWeek, weekHours } from '#shared/domain/analytics/zone-hours.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import { AppError } from '#shared/errors.ts'
import type { Store } from '../../deps.ts'
import { createClients, createEventCampaigns, momentsOf, type Scope } from './scope.ts'

const codes: Readonly<Record<HourType, number>> = {
  sent: eventTypes.email_sent.code,
  opened: eventTypes.email_opened.code,
  clicked: eventTypes.link_clicked.code,
  replied: eventTypes.reply_received.code,
}
const hours = Array.from({ length: 24 }, (_, hour) => hour)

export function createHours(store: Store) {
  const { raw } = store
  const clientsOf = createClients(store)
  const campaignsOf = createEventCampaigns(store)
  const known = raw.prepare<[object], { first: number | null; last: number | null }>(
    `select min(first) as first, max(last) as last from (
       select (select min(day) from event_workspace_hour h where h.workspace_id = j.value and h.type = t.value) as first,
              (select max(day) from event_workspace_hour h where h.workspace_id = j.value and h.type = t.value) as last
         from json_each(@of) j, json_each(json_array(@type, 1)) t)`,
  )
  // Seven days in UTC have the same place in the week.
  const ofClients = raw
    .prepare(
      `select day % 7, ${hours.map((hour) => `sum(h${hour})`).join(', ')} from event_workspace_hour
         where workspace_id in (select value from json_each(@of)) and type = @type and day between @from and @to
         group by 1`,
    )
    .raw()
  const ofCampaign = raw
    .prepare(
      `select at / 3600000, count(*) from event indexed by event_of_campaign
         where campaign_id = @eventId and type = @type and at between @since and @until group by 1`,
    )
    .raw()

  function count(scope: Scope, period: Period, spans: readonly OffsetSpan[], type: number): number[] {
    const events = Array.from({ length: weekHours }, () => 0)
    const add = (day: number, hour: number, span: OffsetSpan, by: number) => {
      const place = placeInWeek(day, hour, span.minutes[hour] ?? 0)
      events[place] = (events[place] ?? 0) + by
    }
    if (scope.campaignIds === null) {
      const of = JSON.stringify(clientsOf(scope))
      for (const span of spans) {
        const rows = ofClients.all({ of, type, from: span.from, to: span.to }) as number[][]
        for (const [day = 0, ...sums] of rows) for (const hour of hours) add(day, hour, span, sums[hour] ?? 0)
      }
      return events
    }
    for (const { eventId } of campaignsOf(scope)) {
      if (eventId === null) continue
      let at = 0
      for (const [hour = 0, by = 0] of ofCampaign.all({ eventId, type, ...momentsOf(period) }) as number[][]) {
        const day = Math.floor(hour / 24)
        while (at < spans.length - 1 && (spans[at]?.to ?? 0) < day) at++
        const span = spans[at]
        if (span) add(day, hour % 24, span, by)
      }
    }
    return events
  }

  return (scope: Scope, asked: Period, type: HourType, zone: string): HourFigures => {
    if (!isZone(zone)) throw new AppError('INVALID_INPUT', { field: 'zone' })
    const clients =
      scope.campaignIds === null ? clientsOf(scope) : campaignsOf(scope).map(({ workspaceId }) => workspaceId)
    const { first, last } = known.get({ of: JSON.stringify([...new Set(clients)]), type: codes[type] }) ?? {
      first: null,
      last: null,
    }
    // Nobody asks the zone's clocks about centuries without events.
    const period = { from: Math.max(asked.from, first ?? asked.to), to: Math.min(asked.to, last ?? asked.to) }
    const spans = first === null || period.from > period.to ? [] : offsetSpans(zone, period)
    const sent = count(scope, period, spans, codes.sent)
    return { zone, events: type === 'sent' ? sent : count(scope, period, spans, codes[type]), sent }
  }
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone)
  } catch {
    return false
  }
}
