/** Which campaigns did best and worst, where enough people were asked for the difference to mean something. */

export type Performance = { readonly part: number; readonly base: number }

/** People written to before a reply rate is compared: below, one reply more or less moves it by more than a point. */
export const enoughPeople = 100

const z95 = 1.96

/** The 95 % interval of a share after Wilson (1927): right for small shares and bases too. Base over 0. */
export function interval({ part, base }: Performance): { readonly low: number; readonly high: number } {
  const share = part / base
  const z2 = z95 * z95
  const middle = (share + z2 / (2 * base)) / (1 + z2 / base)
  const reach = (z95 / (1 + z2 / base)) * Math.sqrt((share * (1 - share)) / base + z2 / (4 * base * base))
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) }
}

/**
 * Those surely above, and surely below, what they reached together: their interval leaves that share out. Only those
 * with enough people are looked at. Best and worst first; often nobody is either.
 */
export function performers<One>(
  all: readonly One[],
  of: (one: One) => Performance,
): { readonly overall: number | null; readonly best: readonly One[]; readonly worst: readonly One[] } {
  const judged = all.filter((one) => of(one).base >= enoughPeople)
  const base = peopleJudged(all, of)
  if (base === 0) return { overall: null, best: [], worst: [] }
  const overall = judged.reduce((sum, one) => sum + of(one).part, 0) / base
  const shareOf = (one: One) => of(one).part / of(one).base
  return {
    overall,
    best: judged.filter((one) => interval(of(one)).low > overall).toSorted((a, b) => shareOf(b) - shareOf(a)),
    worst: judged.filter((one) => interval(of(one)).high < overall).toSorted((a, b) => shareOf(a) - shareOf(b)),
  }
}

/** The people the overall share is of: those of campaigns with enough of them. */
export const peopleJudged = <One>(all: readonly One[], of: (one: One) => Performance): number =>
  all.map((one) => of(one).base).reduce((sum, base) => (base >= enoughPeople ? sum + base : sum), 0)
