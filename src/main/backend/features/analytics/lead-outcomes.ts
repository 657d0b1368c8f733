/** What the figures kept with events say of a lead. */
import { eventTypes } from '#shared/domain/events/event-types.ts'

const positive: ReadonlySet<number> = new Set([
  eventTypes.lead_interested.code,
  eventTypes.lead_meeting_booked.code,
  eventTypes.lead_meeting_completed.code,
  eventTypes.lead_closed.code,
])

/** Whether a lead stands at interested or further; `interest` as `event_lead` has it. */
export const isPositive = (interest: number | null): boolean => interest !== null && positive.has(interest)
