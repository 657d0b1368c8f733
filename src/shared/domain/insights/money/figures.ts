/** Ratios of amounts to a base. Without a base or a cost there is no ratio, rather than 0 or infinity. */

export const valueSources = ['labels', 'deals', 'opportunities'] as const
/** How revenue is counted: by the operator's values for labels, deals won by the CRM, or Instantly's opportunities. */
export type ValueSource = (typeof valueSources)[number]

export const stages = ['interested', 'meeting', 'won'] as const
/** The stage a qualified lead reached; it is counted once, at its furthest stage. */
export type Stage = (typeof stages)[number]

/** Counts other than money. `leads`: accepted by Instantly from Sendoff's exports. */
export type MoneyCounts = {
  readonly leads: number
  readonly sent: number
  readonly contacted: number
  readonly replies: number
  /** People labelled as interested or further, as on every screen; like the next two, null until all are synced. */
  readonly qualified: number | null
  /** People with a meeting booked, or further. */
  readonly meetings: number | null
  readonly won: number | null
}
export const noCounts: MoneyCounts = {
  leads: 0,
  sent: 0,
  contacted: 0,
  replies: 0,
  qualified: 0,
  meetings: 0,
  won: 0,
}

/** Counts by labels while these are still being synced for the first time. */
export const unsyncedCounts = { qualified: null, meetings: null, won: null } as const

/** In cents of one currency. Null: not known, which is different from 0. */
export type MoneyFigures = MoneyCounts & { readonly costCents: number | null; readonly revenueCents: number | null }

export const costBasesOf = {
  costPerLead: 'leads',
  costPerSent: 'sent',
  costPerContacted: 'contacted',
  costPerReply: 'replies',
  costPerQualified: 'qualified',
  costPerMeeting: 'meetings',
} as const satisfies Record<string, keyof MoneyCounts>
export type CostRatio = keyof typeof costBasesOf
export const costRatios = Object.keys(costBasesOf) as readonly CostRatio[]

/** Returns the cost per unit in cents, not rounded; null without a cost or a base. */
export function costPer(ratio: CostRatio, figures: MoneyFigures): number | null {
  const base = figures[costBasesOf[ratio]]
  return base === null || figures.costCents === null || figures.costCents === 0 || base === 0
    ? null
    : figures.costCents / base
}

/** Returns revenue minus cost, in cents; null if either is not known. */
export const profitOf = ({
  costCents,
  revenueCents,
}: Pick<MoneyFigures, 'costCents' | 'revenueCents'>): number | null =>
  costCents === null || revenueCents === null ? null : revenueCents - costCents

/** Returns revenue divided by cost; null if either is not known, or if nothing was spent. */
export function roiOf({ costCents, revenueCents }: Pick<MoneyFigures, 'costCents' | 'revenueCents'>): number | null {
  return revenueCents === null || costCents === null || costCents === 0 ? null : revenueCents / costCents
}

/** Below this number, the next one may change a figure considerably. */
export const fewResults = 5

const addNullable = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b)

const addKnown = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b)

/** Adds figures of the same currency. */
export function addFigures(so: MoneyFigures, more: MoneyFigures): MoneyFigures {
  return {
    leads: so.leads + more.leads,
    sent: so.sent + more.sent,
    contacted: so.contacted + more.contacted,
    replies: so.replies + more.replies,
    qualified: addKnown(so.qualified, more.qualified),
    meetings: addKnown(so.meetings, more.meetings),
    won: addKnown(so.won, more.won),
    costCents: addNullable(so.costCents, more.costCents),
    revenueCents: addNullable(so.revenueCents, more.revenueCents),
  }
}
export const noFigures: MoneyFigures = { ...noCounts, costCents: null, revenueCents: null }
