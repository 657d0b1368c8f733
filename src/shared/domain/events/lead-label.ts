/**
 * The meaning of a lead's label, and which of several labels applies. This is the only place that decides who is
 * interested, who has a meeting and who closed. Explained in docs/analytics.md.
 */
import type { KnownEventType } from './event-types.ts'

/** The tone of a label. For a client's own labels, nothing else is known. */
export type LabelTone = 'positive' | 'negative' | 'neutral'

/** The stage of a lead: 1 interested, 2 a meeting booked or held, 3 closed; 0 undetermined, -1 negative. */
export type LabelStage = -1 | 0 | 1 | 2 | 3

type OwnLabel = {
  readonly value: number
  readonly stage: LabelStage
  readonly tone: LabelTone
  /** The event that sets the label. */
  readonly event: KnownEventType
  /** The filter with which POST /leads/list returns the leads that have it. */
  readonly filter: string
  /** The category of replies for which Sendoff suggests the label. */
  readonly suggestedBy: 'interested' | 'meeting_booked' | 'not_interested' | 'wrong_person' | 'out_of_office' | null
  /** The name sent to CRMs; null if it is not sent. */
  readonly crm: string | null
}

/** The label of somebody who is away, which says nothing about what they write afterwards. */
export const outOfOfficeLabel = 0

/** Instantly's own interest statuses (`lt_interest_status`). */
export const ownLabels: readonly OwnLabel[] = [
  {
    value: 1,
    stage: 1,
    tone: 'positive',
    event: 'lead_interested',
    filter: 'FILTER_LEAD_INTERESTED',
    suggestedBy: 'interested',
    crm: 'interested',
  },
  {
    value: 2,
    stage: 2,
    tone: 'positive',
    event: 'lead_meeting_booked',
    filter: 'FILTER_LEAD_MEETING_BOOKED',
    suggestedBy: 'meeting_booked',
    crm: 'meeting_booked',
  },
  {
    value: 3,
    stage: 2,
    tone: 'positive',
    event: 'lead_meeting_completed',
    filter: 'FILTER_LEAD_MEETING_COMPLETED',
    suggestedBy: null,
    crm: 'meeting_completed',
  },
  {
    value: 4,
    stage: 3,
    tone: 'positive',
    event: 'lead_closed',
    filter: 'FILTER_LEAD_CLOSED',
    suggestedBy: null,
    crm: 'won',
  },
  {
    value: outOfOfficeLabel,
    stage: 0,
    tone: 'neutral',
    event: 'lead_out_of_office',
    filter: 'FILTER_LEAD_OUT_OF_OFFICE',
    suggestedBy: 'out_of_office',
    crm: null,
  },
  {
    value: -1,
    stage: -1,
    tone: 'negative',
    event: 'lead_not_interested',
    filter: 'FILTER_LEAD_NOT_INTERESTED',
    suggestedBy: 'not_interested',
    crm: null,
  },
  {
    value: -2,
    stage: -1,
    tone: 'negative',
    event: 'lead_wrong_person',
    filter: 'FILTER_LEAD_WRONG_PERSON',
    suggestedBy: 'wrong_person',
    crm: null,
  },
  {
    value: -3,
    stage: -1,
    tone: 'negative',
    event: 'lead_lost',
    filter: 'FILTER_LEAD_LOST',
    suggestedBy: null,
    crm: null,
  },
  {
    value: -4,
    stage: -1,
    tone: 'negative',
    event: 'lead_no_show',
    filter: 'FILTER_LEAD_NO_SHOW',
    suggestedBy: null,
    crm: null,
  },
]

const byValue = new Map(ownLabels.map((label) => [label.value, label]))
const byEvent = new Map<string, OwnLabel>(ownLabels.map((label) => [label.event, label]))
const stageOfTone: Readonly<Record<LabelTone, LabelStage>> = { positive: 1, neutral: 0, negative: -1 }

/** Returns one of Instantly's own labels; null for a client's label. */
export const ownLabel = (value: number): OwnLabel | null => byValue.get(value) ?? null

/** Returns the stage for a label; `toneOf` returns the tone of a client's own labels. */
export function stageOf(value: number | null, toneOf: (value: number) => LabelTone | null): LabelStage {
  if (value === null) return 0
  const own = byValue.get(value)
  if (own) return own.stage
  const tone = toneOf(value)
  return tone === null ? 0 : stageOfTone[tone]
}

/** Returns the label an event gives a lead, null if it removes it; undefined if it does not concern labels. */
export function labelOfEvent(type: string): number | null | undefined {
  return type === 'lead_neutral' ? null : byEvent.get(type)?.value
}

/** Returns the label Sendoff suggests for a reply of this category; null if none fits. */
export const suggestedLabel = (category: string | null): number | null =>
  ownLabels.find(({ suggestedBy }) => suggestedBy !== null && suggestedBy === category)?.value ?? null

/** Sources of a lead's label. For claims with the same time, the later source in this list wins. */
export const labelSources = { email: 1, event: 2, listed: 3, here: 4 } as const
export type LabelSource = keyof typeof labelSources

/** A source's statement of a lead's label. */
export type LabelClaim = {
  readonly value: number | null
  readonly source: LabelSource
  /** Epoch ms: when the lead was given the label, as far as known. */
  readonly since: number
  /** Epoch ms: when the lead was seen with the label. The latest observation wins. */
  readonly asOf: number
}

/** Returns whether `next` replaces what is known. It depends only on these two, not on the order of arrival. */
export function isNewer(
  next: { readonly asOf: number; readonly source: number; readonly value: number | null },
  known: { readonly asOf: number; readonly source: number; readonly value: number | null },
): boolean {
  if (next.asOf !== known.asOf) return next.asOf > known.asOf
  if (next.source !== known.source) return next.source > known.source
  return (next.value ?? Number.NEGATIVE_INFINITY) > (known.value ?? Number.NEGATIVE_INFINITY)
}
