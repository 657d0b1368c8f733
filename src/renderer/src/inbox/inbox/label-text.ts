import type { InboxLabel, InboxThread, ReplySort } from '#shared/contract/inbox/inbox.ts'
import { outOfOfficeLabel, suggestedLabel } from '#shared/domain/events/lead-label.ts'
import { isAutomaticLabel } from '#shared/domain/inbox/replies/reply-labels.ts'
import { t } from '../../core/lib/texts.ts'
import type { Tone } from '../../core/ui/badge.tsx'

/** Returns a label's name: Instantly's own labels in the operator's language, a client's labels unchanged. */
export const labelName = (label: Pick<InboxLabel, 'name' | 'value'>): string =>
  label.name ?? t.inbox.interests[String(label.value)] ?? t.inbox.labelNumber(label.value)

export const sortTones: Readonly<Record<ReplySort, Tone>> = {
  interested: 'ok',
  meeting_booked: 'ok',
  question: 'info',
  referral: 'info',
  not_now: 'warn',
  not_interested: 'quiet',
  wrong_person: 'quiet',
  out_of_office: 'quiet',
  auto_reply: 'quiet',
  bounce: 'bad',
  unsubscribe: 'bad',
  other: 'quiet',
}
const tones: Readonly<Record<InboxLabel['tone'], Tone>> = { positive: 'ok', negative: 'bad', neutral: 'quiet' }

type Mark = { readonly words: string; readonly tone: Tone; readonly suggested?: boolean }

/** Returns a thread's mark in the list: a due follow-up, otherwise `labelOf`. */
export const markOf = (thread: InboxThread, labels: readonly InboxLabel[]): Mark | null =>
  thread.followUp === 'due' ? { words: t.inbox.followUpDue, tone: 'warn' } : labelOf(thread, labels)

/** Returns the label at Instantly; null for *Out of office* once the person has written. */
const currentLabel = ({ interest, sorted }: InboxThread): number | null =>
  interest === outOfOfficeLabel && sorted !== null && sorted !== 'other' && !isAutomaticLabel(sorted) ? null : interest

/** Returns the label Sendoff suggests for the lead; null if it has a label or none fits. */
export const suggestionOf = (thread: InboxThread): number | null =>
  currentLabel(thread) !== null || thread.leadEmail === null ? null : suggestedLabel(thread.sorted)

/** Returns the label at Instantly, otherwise the rules' result as a suggestion; null if there is neither. */
export function labelOf(thread: InboxThread, labels: readonly InboxLabel[]): Mark | null {
  const interest = currentLabel(thread)
  if (interest !== null) {
    const label = labels.find((each) => each.value === interest)
    const tone = label ? tones[label.tone] : interest > 0 ? 'ok' : interest < 0 ? 'bad' : 'quiet'
    return { words: labelName(label ?? { name: null, value: interest }), tone }
  }
  if (thread.sorted === null || thread.sorted === 'other') return null
  return { words: t.inbox.sorts[thread.sorted], tone: sortTones[thread.sorted], suggested: true }
}

type Heat = 'hot' | 'warm' | 'rest'

/** Returns how hot a conversation is, by its current score. */
export const heatOf = ({ score }: Pick<InboxThread, 'score'>): Heat =>
  score >= 40 ? 'hot' : score >= 15 ? 'warm' : 'rest'

/** Explains, line by line, why a thread ranks where it does. */
export function whyLines(thread: InboxThread): readonly string[] {
  const parts = thread.scoreWhy.map(
    ({ why, points }) => `${points > 0 ? '+' : '−'}${Math.abs(points)}  ${t.inbox.reasons[why] ?? why}`,
  )
  return [...parts, t.inbox.recency]
}
