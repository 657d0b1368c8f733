/** How many leads of an export may bounce, from what is known of the same list, its addresses, or files like its own. */

/** Fewer people say nothing about a share. */
const enoughPeople = 100

export type PastBounces = {
  /** Leads that were written to. */
  readonly people: number
  readonly bounced: number
  readonly campaigns: number
}

export type BounceFacts = {
  /** Leads that go out. */
  readonly leads: number
  /** Of them, those Instantly's verification found deliverable. */
  readonly verified: number
  /** Answers of Instantly's verification for addresses of this list, those that stay behind too. */
  readonly checked: { readonly good: number; readonly bad: number }
  /** Campaigns that only had leads of this list. */
  readonly list: PastBounces
  /** Campaigns that only had leads of lists with files from the same source. */
  readonly source: PastBounces
}

export type BounceGuess = {
  /** Leads that may bounce. */
  readonly leads: number
  /** Of those that go out. */
  readonly share: number
  readonly by: 'list' | 'checks' | 'source'
  /** What the share was counted from. */
  readonly people: number
  readonly bounced: number
}

/**
 * The nearest experience counts: the list's own campaigns, then the verification of some of its addresses, then files
 * of the same source. Leads Instantly verified are not expected to bounce. Null where too little is known.
 */
export function guessBounces({ leads, verified, checked, list, source }: BounceFacts): BounceGuess | null {
  const open = leads - verified
  if (leads <= 0 || open <= 0) return null
  const from = (by: BounceGuess['by'], people: number, bounced: number): BounceGuess | null => {
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
