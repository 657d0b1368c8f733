/** What the figures kept with events say of a lead. */
/** Leads that were written to, and what became of them, each lead counted once. */
export type OutcomeSums = {
  contacted: number
  /** Of the `openedOf` leads whose campaign tracks opens; null where none does. */
  opened: number | null
  openedOf: number
  replied: number
  /** Replied automatically and never by themselves. */
  automatic: number
  bounced: number
}

/** How often each happened. */
type Happened = { readonly [Key in 'opened' | 'replied' | 'automatic' | 'bounced']: number }

export const noOutcomes: Readonly<OutcomeSums> = {
  contacted: 0,
  opened: null,
  openedOf: 0,
  replied: 0,
  automatic: 0,
  bounced: 0,
}

/** Counts one lead that was written to; `tracked`: its campaign tracks opens. */
export function countOutcome(sums: OutcomeSums, happened: Happened, tracked: boolean): void {
  sums.contacted += 1
  if (tracked) {
    sums.openedOf += 1
    sums.opened = (sums.opened ?? 0) + Number(happened.opened > 0)
  }
  sums.replied += Number(happened.replied > 0)
  sums.automatic += Number(happened.replied === 0 && happened.automatic > 0)
  sums.bounced += Number(happened.bounced > 0)
}

/** Both together. */
export const addedOutcomes = (a: Readonly<OutcomeSums>, b: Readonly<OutcomeSums>): OutcomeSums => ({
  contacted: a.contacted + b.contacted,
  opened: a.opened === null && b.opened === null ? null : (a.opened ?? 0) + (b.opened ?? 0),
  openedOf: a.openedOf + b.openedOf,
  replied: a.replied + b.replied,
  automatic: a.automatic + b.automatic,
  bounced: a.bounced + b.bounced,
})
