import type { ReceivedEvent } from '#backend/events/events/ingest-events.ts'

const types = ['email_sent', 'email_opened', 'link_clicked', 'reply_received', 'lead_unsubscribed', 'Budget next year']

/** Returns the same 4,000 events every time, some of them twice. */
export function manyEvents(): readonly ReceivedEvent[] {
  return Array.from({ length: 4_000 }, (_, no) => {
    const which = no % 40 === 39 ? no - 7 : no
    const fields = {
      timestamp: new Date(Date.UTC(2026, 10, 2) + which * 61_003).toISOString(),
      event_type: types[which % types.length],
      campaign_id: `c-${which % 3}`,
      campaign_name: `Campaign ${which % 3}`,
      lead_email: `lead${which % 211}@prospect.example`,
      email_id: `m-${which}`,
      step: 1 + (which % 3),
    }
    return { raw: JSON.stringify(fields), receivedAt: Date.UTC(2026, 10, 3), sourceId: String(no + 1) }
  })
}
