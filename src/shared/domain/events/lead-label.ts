/**
 * What a lead's label means, and which of several counts: the one place that says who is interested, who has a meeting and
 * who closed. Explained in docs/analytics.md.
 */
import type { KnownEventType } from './event-types.ts'

/** What a label says of a lead; of a label of the client's own nothing else is known. */
export type LabelTone = 'positive' | 'negative' | 'neutral'

/** How far a lead is: 1 interested, 2 a meeting booked or held, 3 closed; 0 says nothing, -1 says no. */
export type LabelStage = -1 | 0 | 1 | 2 | 3

type OwnLabel = {
  readonly value: number
  readonly stage: LabelStage
  readonly tone: LabelTone
  /** The event that tells of it. */
  readonly event: KnownEventType
  /** By which POST /leads/list lists those who have it. */
  readonly filter: string
  /** The category Sendoff suggests for a reply that would be given it. */
  readonly suggestedBy: 'interested' | 'meeting_booked' | 'not_interested' | 'wrong_person' | 'out_of_office' | null
  /** As CRMs get it; null where it is not handed on. */
  readonly crm: string | null
}

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
    value: 0,
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

/** One of Instantly's own; null for a client's. */
export const ownLabel = (value: number): OwnLabel | null => byValue.get(value) ?? null

/** How far a label brings a lead; `toneOf` knows the client's own labels. */
export function stageOf(value: number | null, toneOf: (value: number) => LabelTone | null): LabelStage {
  if (value === null) return 0
  const own = byValue.get(value)
  if (own) return own.stage
  const tone = toneOf(value)
  return tone === null ? 0 : stageOfTone[tone]
}

/** The label an event says a lead was given, null for none any more; undefined where it says nothing of labels. */
export function labelOfEvent(type: string): number | null | undefined {
  return type === 'lead_neutral' ? null : byEvent.get(type)?.value
}

/** The label Sendoff would give a reply of this category; null where none fits. */
export const suggestedLabel = (category: string | null): number | null =>
  ownLabels.find(({ suggestedBy }) => suggestedBy !== null && suggestedBy === category)?.value ?? null

/** Who says what a lead's label is. Of two who said so at the same moment the later one here counts. */
export const labelSources = { email: 1, event: 2, listed: 3, here: 4 } as const
export type LabelSource = keyof typeof labelSources

/** Somebody says what a lead's label is. */
export type LabelClaim = {
  readonly value: number | null
  readonly source: LabelSource
  /** Epoch ms: when the lead was given it, as far as is known. */
  readonly since: number
  /** Epoch ms: when it was seen to have it. What was seen later is right. */
  readonly asOf: number
}

/** Whether `next` counts and not what is known: only the two decide, so that the order they come in does not. */
export function isNewer(
  next: { readonly asOf: number; readonly source: number; readonly value: number | null },
  known: { readonly asOf: number; readonly source: number; readonly value: number | null },
): boolean {
  if (next.asOf !== known.asOf) return next.asOf > known.asOf
  if (next.source !== known.source) return next.source > known.source
  return (next.value ?? Number.NEGATIVE_INFINITY) > (known.value ?? Number.NEGATIVE_INFINITY)
}
