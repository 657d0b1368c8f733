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
  /** Null where no source tells of bounces. */
  bounced: number | null
}

/** How often each happened. */
type Happened = { readonly [Key in 'opened' | 'replied' | 'automatic' | 'bounced']: number }

export const noOutcomes: Readonly<OutcomeSums> = {
  contacted: 0,
  opened: null,
  openedOf: 0,
  replied: 0,
  automatic: 0,
  bounced: null,
}

/** Whether opens and bounces of a lead are known: some source must report them, and for opens its campaign track them. */
export type Measured = { readonly opens: boolean; readonly bounces: boolean }

/** Counts one lead that was written to. */
export function countOutcome(sums: OutcomeSums, happened: Happened, { opens, bounces }: Measured): void {
  sums.contacted += 1
  if (opens) {
    sums.openedOf += 1
    sums.opened = (sums.opened ?? 0) + Number(happened.opened > 0)
  }
  sums.replied += Number(happened.replied > 0)
  sums.automatic += Number(happened.replied === 0 && happened.automatic > 0)
  if (bounces) sums.bounced = (sums.bounced ?? 0) + Number(happened.bounced > 0)
}

/** Both together. */
export const addedOutcomes = (a: Readonly<OutcomeSums>, b: Readonly<OutcomeSums>): OutcomeSums => ({
  contacted: a.contacted + b.contacted,
  opened: sumOf(a.opened, b.opened),
  openedOf: a.openedOf + b.openedOf,
  replied: a.replied + b.replied,
  automatic: a.automatic + b.automatic,
  bounced: sumOf(a.bounced, b.bounced),
})

const sumOf = (a: number | null, b: number | null): number | null => (a === null ? b : a + (b ?? 0))
