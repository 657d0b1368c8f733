/** Types for what the figures kept with events say about a lead. */
import type { OutcomeFigures } from '#shared/contract/insights/breakdowns.ts'

export type OutcomeSums = { -readonly [Key in keyof OutcomeFigures]: OutcomeFigures[Key] }

/** How often each event happened. */
type OutcomeCounts = { readonly [Key in 'opened' | 'replied' | 'automatic' | 'bounced']: number }

export const noOutcomes: Readonly<OutcomeSums> = {
  contacted: 0,
  opened: null,
  openedOf: 0,
  replied: 0,
  automatic: 0,
  bounced: null,
}

/** Whether a lead's opens and bounces are known: a source reports them, and the campaign tracks opens. */
export type MeasuredOutcomes = { readonly opens: boolean; readonly bounces: boolean }

/** Counts one lead that was contacted. */
export function countOutcome(sums: OutcomeSums, happened: OutcomeCounts, { opens, bounces }: MeasuredOutcomes): void {
  sums.contacted += 1
  if (opens) {
    sums.openedOf += 1
    sums.opened = (sums.opened ?? 0) + Number(happened.opened > 0)
  }
  sums.replied += Number(happened.replied > 0)
  sums.automatic += Number(happened.replied === 0 && happened.automatic > 0)
  if (bounces) sums.bounced = (sums.bounced ?? 0) + Number(happened.bounced > 0)
}

export const addOutcomes = (a: Readonly<OutcomeSums>, b: Readonly<OutcomeSums>): OutcomeSums => ({
  contacted: a.contacted + b.contacted,
  opened: addNullable(a.opened, b.opened),
  openedOf: a.openedOf + b.openedOf,
  replied: a.replied + b.replied,
  automatic: a.automatic + b.automatic,
  bounced: addNullable(a.bounced, b.bounced),
})

const addNullable = (a: number | null, b: number | null): number | null => (a === null ? b : a + (b ?? 0))
