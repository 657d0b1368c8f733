/** Estimates how many leads of an export may bounce, from facts about the list, its addresses, or similar files. */

/** With fewer people, a rate is not meaningful. */
const enoughPeople = 100

export type PastBounces = {
  /** Leads that were contacted. */
  readonly people: number
  readonly bounced: number
  readonly campaigns: number
}

export type BounceFacts = {
  /** Leads that go out. */
  readonly leads: number
  /** Leads among them that Instantly's verification found deliverable. */
  readonly verified: number
  /** Instantly's verification results for addresses of this list, including leads that are left out. */
  readonly checked: { readonly good: number; readonly bad: number }
  /** Campaigns that only contain leads of this list. */
  readonly list: PastBounces
  /** Campaigns that only contain leads of lists with files from the same source. */
  readonly source: PastBounces
}

export type BounceEstimate = {
  /** Leads that may bounce. */
  readonly leads: number
  /** Fraction of the leads that go out. */
  readonly share: number
  readonly by: 'list' | 'checks' | 'source'
  /** The data the fraction is based on. */
  readonly people: number
  readonly bounced: number
}

/**
 * Estimates bounces from the most specific data available: the list's own campaigns, then the verification of some of
 * its addresses, then files of the same source. Leads that Instantly verified are not expected to bounce. Null if too
 * little is known.
 */
export function estimateBounces({ leads, verified, checked, list, source }: BounceFacts): BounceEstimate | null {
  const open = leads - verified
  if (leads <= 0 || open <= 0) return null
  const from = (by: BounceEstimate['by'], people: number, bounced: number): BounceEstimate | null => {
    if (people < enoughPeople) return null
    const guessed = Math.round((open * Math.min(bounced, people)) / people)
    return { leads: guessed, share: guessed / leads, by, people, bounced }
  }
  return (
    from('list', list.people, list.bounced) ??
    from('checks', checked.good + checked.bad, checked.bad) ??
    from('source', source.people, source.bounced)
  )
}
