/** Splits a whole in proportion to weights, into whole numbers that add up to it, each at least 1 if possible. */
export function splitProportionally(whole: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum <= 0) return weights.map(() => 0)
  const exact = weights.map((weight) => (whole * weight) / sum)
  const shares = exact.map(Math.floor)
  const byRest = exact
    .map((value, at) => ({ at, rest: value - Math.floor(value) }))
    .toSorted((a, b) => b.rest - a.rest || a.at - b.at)
  let left = whole - shares.reduce((all, share) => all + share, 0)
  for (const { at } of byRest) {
    if (left <= 0) break
    shares[at] = (shares[at] ?? 0) + 1
    left -= 1
  }
  for (const [at, share] of shares.entries()) {
    if (share > 0 || (weights[at] ?? 0) <= 0) continue
    const most = shares.indexOf(Math.max(...shares))
    if ((shares[most] ?? 0) <= 1) break
    shares[most] = (shares[most] ?? 0) - 1
    shares[at] = 1
  }
  return shares
}
