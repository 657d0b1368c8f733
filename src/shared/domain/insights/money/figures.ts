/** Figures of money over a base. What has no base, or no cost, has no figure: never 0, never endless. */

export const valueSources = ['labels', 'deals', 'opportunities'] as const
/** What revenue is counted by: own values of labels, deals won as the CRM has them, Instantly's opportunities. */
export type ValueSource = (typeof valueSources)[number]

export const stages = ['interested', 'meeting', 'won'] as const
/** How far a qualified lead came; it counts once, as the furthest. */
export type Stage = (typeof stages)[number]

/** What is counted beside money. `leads`: taken by Instantly from our exports. */
export type MoneyCounts = {
  readonly leads: number
  readonly sent: number
  readonly contacted: number
  readonly replies: number
  /** People labelled interested or further, as everywhere; these three are null until all labels were synced. */
  readonly qualified: number | null
  /** Meetings booked or further. */
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

/** In cents of one currency. Null: nothing is known of it, which is not 0. */
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

/** Cents for each one, not rounded; null without a cost or without a base. */
export function costPer(ratio: CostRatio, figures: MoneyFigures): number | null {
  const base = figures[costBasesOf[ratio]]
  return base === null || figures.costCents === null || figures.costCents === 0 || base === 0
    ? null
    : figures.costCents / base
}

/** Revenue less cost, in cents; null where one of them is not known. */
export const profitOf = ({
  costCents,
  revenueCents,
}: Pick<MoneyFigures, 'costCents' | 'revenueCents'>): number | null =>
  costCents === null || revenueCents === null ? null : revenueCents - costCents

/** How often the cost came back: revenue over cost; null where one is not known, or nothing was spent. */
export function roiOf({ costCents, revenueCents }: Pick<MoneyFigures, 'costCents' | 'revenueCents'>): number | null {
  return revenueCents === null || costCents === null || costCents === 0 ? null : revenueCents / costCents
}

/** Below this many a figure may change much with the next one. */
export const fewOnes = 5

const plus = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b)

const bothKnown = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b)

/** Figures of the same currency together. */
export function addFigures(so: MoneyFigures, more: MoneyFigures): MoneyFigures {
  return {
    leads: so.leads + more.leads,
    sent: so.sent + more.sent,
    contacted: so.contacted + more.contacted,
    replies: so.replies + more.replies,
    qualified: bothKnown(so.qualified, more.qualified),
    meetings: bothKnown(so.meetings, more.meetings),
    won: bothKnown(so.won, more.won),
    costCents: plus(so.costCents, more.costCents),
    revenueCents: plus(so.revenueCents, more.revenueCents),
  }
}
export const noFigures: MoneyFigures = { ...noCounts, costCents: null, revenueCents: null }
