import type { EventRow } from '#shared/contract/events/events.ts'
import type { EngagementScore } from '#shared/domain/events/engagement.ts'
import type { KnownEventType } from '#shared/domain/events/event-types.ts'
import { t } from '../../core/lib/texts.ts'
import type { Tone } from '../../core/ui/badge.tsx'

/** Returns the type's name in the operator's language; labels and unknown names are returned unchanged. */
export function eventTypeName(type: string): string {
  // An unknown type has no text and is shown as it is.
  return Object.hasOwn(t.events.types, type) ? t.events.types[type as KnownEventType] : type
}

const tones: Partial<Record<string, Tone>> = {
  reply_received: 'accent',
  lead_interested: 'ok',
  lead_meeting_booked: 'ok',
  lead_meeting_completed: 'ok',
  lead_closed: 'ok',
  email_bounced: 'bad',
  account_error: 'bad',
  email_spam_report: 'bad',
  lead_unsubscribed: 'warn',
}

export const typeTone = (event: Pick<EventRow, 'type' | 'kind'>): Tone =>
  event.kind === 'unknown' ? 'warn' : event.kind === 'label' ? 'info' : (tones[event.type] ?? 'quiet')

/** Returns the email the event belongs to, as `Step 2, B`; empty if none. */
export const stepOf = ({ step, variant }: Pick<EventRow, 'step' | 'variant'>): string =>
  step === null || variant === null ? '' : t.inbox.step(step, String.fromCodePoint(64 + Math.min(26, variant)))

export const scoreText = (score: EngagementScore): string => t.events.score(score, t.events.scores[score] ?? '')
