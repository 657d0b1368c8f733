/** Finds the campaigns that did best and worst, if enough people were contacted for the difference to be meaningful. */

export type Performance = { readonly part: number; readonly base: number }

/** Least people contacted to compare reply rates; below, one reply changes the rate by over a percentage point. */
export const enoughPeople = 100

const z95 = 1.96

/** Returns the 95 % Wilson score interval (1927) of a rate, also good for small rates and bases. The base is over 0. */
export function wilsonInterval({ part, base }: Performance): { readonly low: number; readonly high: number } {
  const share = part / base
  const z2 = z95 * z95
  const middle = (share + z2 / (2 * base)) / (1 + z2 / base)
  const reach = (z95 / (1 + z2 / base)) * Math.sqrt((share * (1 - share)) / base + z2 / (4 * base * base))
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) }
}

/**
 * Returns the items significantly above, and significantly below, the rate of all together: that rate is outside their
 * interval. Only items with enough people are considered. Best and worst first; often there are none.
 */
export function findPerformers<One>(
  all: readonly One[],
  of: (one: One) => Performance,
): { readonly overall: number | null; readonly best: readonly One[]; readonly worst: readonly One[] } {
  const judged = all.filter((one) => of(one).base >= enoughPeople)
  const base = countPeopleCompared(all, of)
  if (base === 0) return { overall: null, best: [], worst: [] }
  const overall = judged.reduce((sum, one) => sum + of(one).part, 0) / base
  const shareOf = (one: One) => of(one).part / of(one).base
  return {
    overall,
    best: judged.filter((one) => wilsonInterval(of(one)).low > overall).toSorted((a, b) => shareOf(b) - shareOf(a)),
    worst: judged.filter((one) => wilsonInterval(of(one)).high < overall).toSorted((a, b) => shareOf(a) - shareOf(b)),
  }
}

/** Returns the number of people the overall rate is based on: those of campaigns with enough people. */
export const countPeopleCompared = <One>(all: readonly One[], of: (one: One) => Performance): number =>
  all.map((one) => of(one).base).reduce((sum, base) => (base >= enoughPeople ? sum + base : sum), 0)
