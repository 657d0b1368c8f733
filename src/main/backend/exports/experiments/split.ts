/**
 * Splits leads into variants: at random, independent of their order, and as close to the shares as whole leads allow. A
 * generator, so that a million leads can be split while other work gets its turn.
 */
import { keyLimit } from './address-key.ts'

export type SplitInput = {
  /** A key of each lead's address (`seededKey`). */
  readonly keys: Float64Array
  /** A key of each lead's company, 0 for none: its leads stay together. Null: each lead is split on its own. */
  readonly companies: Float64Array | null
  /** The stratum of each lead, from 0. The numbers must not depend on the order of the leads. */
  readonly strata: Int32Array
  readonly strataCount: number
  /** Positive integers, one per variant: 50 and 50, or 1, 1 and 2. */
  readonly shares: readonly number[]
  /** The variant a lead already has and keeps; -1 for none. */
  readonly fixed: Int8Array
}

export type Split = {
  /** The variant of each lead, from 0. */
  readonly variants: Int8Array
  readonly counts: readonly number[]
  /** Number of leads of the largest company kept together; 1 if none is. Shares may be off by this many leads. */
  readonly largest: number
}

/** Leads processed between two yields. */
const step = 20_000
const nearly = 1e-7

/** Splits the leads. Yields now and then; the return value is the split. */
export function* splitLeads(input: SplitInput): Generator<undefined, Split> {
  const { keys, companies, strata, strataCount, shares, fixed } = input
  const table = createTable(input)
  const variants = fixed.slice()
  for (let at = 0; at < keys.length; at += 1) {
    const variant = fixed[at] as number
    if (variant >= 0) table.put(strata[at] as number, variant, 1)
    if (at % step === step - 1) yield
  }
  let largest = 1
  if (companies) largest = yield* dealCompanies(input, companies, variants, table)
  const open = yield* chosen(variants.length, (at) => (variants[at] as number) < 0)
  const left = new Int32Array(strataCount)
  for (const at of open) left[strata[at] as number] = (left[strata[at] as number] as number) + 1
  const places = yield* placesFor(table, left, shares.length)
  // Low keys get the first variant, high ones the last; a key is unrelated to the lead's properties.
  const inOrder = yield* sortedBy(keys, open)
  for (const [nth, at] of inOrder.entries()) {
    const row = (strata[at] as number) * shares.length
    let variant = 0
    while (variant < shares.length && places[row + variant] === 0) variant += 1
    if (variant === shares.length) throw new Error('a lead without a place')
    places[row + variant] = (places[row + variant] as number) - 1
    variants[at] = variant
    table.put(strata[at] as number, variant, 1)
    if (nth % step === step - 1) yield
  }
  return { variants, counts: [...table.counts], largest }
}

type Table = ReturnType<typeof createTable>

/** How many leads each variant has and should have, in total and by stratum. */
function createTable({ keys, strata, strataCount, shares }: SplitInput) {
  const width = shares.length
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const sizes = new Int32Array(strataCount)
  for (const stratum of strata) sizes[stratum] = (sizes[stratum] as number) + 1
  const counts = new Int32Array(width)
  const cells = new Int32Array(strataCount * width)
  const share = (variant: number) => (shares[variant] as number) / whole
  return {
    counts,
    share,
    put(stratum: number, variant: number, leads: number): void {
      counts[variant] = (counts[variant] as number) + leads
      cells[stratum * width + variant] = (cells[stratum * width + variant] as number) + leads
    },
    /** How many leads a variant is short of in total; negative if it has too many. */
    short: (variant: number): number => keys.length * share(variant) - (counts[variant] as number),
    shortIn: (stratum: number, variant: number): number =>
      (sizes[stratum] as number) * share(variant) - (cells[stratum * width + variant] as number),
  }
}

/** Assigns companies with several leads, largest first; single leads even out the rest. Returns the largest's size. */
function* dealCompanies(
  { keys, strata, shares }: SplitInput,
  companies: Float64Array,
  variants: Int8Array,
  table: Table,
): Generator<undefined, number> {
  const of = yield* sortedBy(companies, yield* chosen(companies.length, (at) => (companies[at] as number) > 0))
  const bySize = new Map<number, number[]>()
  let lookedAt = 0
  for (let from = 0; from < of.length; ) {
    if (from - lookedAt >= step) {
      lookedAt = from
      yield
    }
    let to = from + 1
    while (to < of.length && companies[of[to] as number] === companies[of[from] as number]) to += 1
    if (to - from > 1) {
      const alike = bySize.get(to - from)
      if (alike) alike.push(from)
      else bySize.set(to - from, [from])
    }
    from = to
  }
  let dealt = 0
  for (const size of [...bySize.keys()].toSorted((a, b) => b - a)) {
    for (const from of bySize.get(size) ?? []) {
      const members = of.subarray(from, from + size)
      dealCompany(members)
      dealt += size
      if (dealt >= step) {
        dealt = 0
        yield
      }
    }
  }
  return Math.max(1, ...bySize.keys())

  function dealCompany(members: Uint32Array): void {
    const first = lowest(members, () => true) as number
    const known = lowest(members, (at) => (variants[at] as number) >= 0)
    const open = [...members].filter((at) => (variants[at] as number) < 0)
    if (open.length === 0) return
    const variant =
      known === null
        ? drawn((companies[first] as number) / keyLimit, strata[first] as number, open.length)
        : (variants[known] as number)
    for (const at of open) {
      variants[at] = variant
      table.put(strata[at] as number, variant, 1)
    }
  }

  /** The member with the lowest key, which does not depend on the order. */
  function lowest(members: Uint32Array, fits: (at: number) => boolean): number | null {
    let found: number | null = null
    for (const at of members) {
      if (fits(at) && (found === null || (keys[at] as number) < (keys[found] as number))) found = at
    }
    return found
  }

  /** Draws a variant by the shares among those with room. If none has room, takes the one that is short of most. */
  function drawn(chance: number, stratum: number, size: number): number {
    const all = shares.map((_, variant) => variant)
    const most = (some: readonly number[], room: (variant: number) => number) => {
      const best = Math.max(...some.map(room))
      const equal = some.filter((variant) => room(variant) > best - nearly)
      return equal[Math.floor(chance * equal.length)] as number
    }
    const roomy = all.filter((variant) => table.short(variant) >= size - nearly)
    // The total has priority over a stratum: single leads can even out strata later, but cannot remove anybody.
    if (roomy.length === 0) return most(all, table.short)
    const inBoth = roomy.filter((variant) => table.shortIn(stratum, variant) >= size - nearly)
    if (inBoth.length === 0) return most(roomy, (variant) => table.shortIn(stratum, variant))
    let left = chance * inBoth.reduce((sum, variant) => sum + table.share(variant), 0)
    for (const variant of inBoth) {
      left -= table.share(variant)
      if (left < 0) return variant
    }
    return inBoth.at(-1) as number
  }
}

/**
 * How many open leads of each stratum go to each variant, in whole leads, so that neither a stratum nor the total is
 * off by one lead or more, unless companies force it. `left`: open leads of each stratum.
 */
function* placesFor(table: Table, left: Int32Array, width: number): Generator<undefined, Int32Array> {
  const variants = Array.from({ length: width }, (_, variant) => variant)
  const wanted = new Float64Array(left.length * width)
  const places = new Int32Array(left.length * width)
  /** How much each variant would be short in total if every stratum got what it wants. */
  const short = Float64Array.from(variants, table.short)
  for (const [stratum, open] of left.entries()) {
    const missing = variants.map((variant) => Math.max(0, table.shortIn(stratum, variant)))
    const sum = missing.reduce((all, one) => all + one, 0)
    for (const variant of variants) {
      const want = sum > nearly ? ((missing[variant] as number) * open) / sum : open * table.share(variant)
      wanted[stratum * width + variant] = want
      short[variant] = (short[variant] as number) - want
    }
    if (stratum % 1000 === 999) yield
  }
  for (const [stratum, open] of left.entries()) {
    const row = stratum * width
    let rest = open
    for (const variant of variants) {
      const want = wanted[row + variant] as number
      short[variant] = (short[variant] as number) + want
      places[row + variant] = Math.floor(want + nearly)
      rest -= places[row + variant] as number
    }
    const need = variants.map((variant) => (short[variant] as number) - (places[row + variant] as number))
    const mayRise = variants
      .filter((variant) => isBroken(wanted[row + variant] as number))
      .toSorted((a, b) => (need[b] as number) - (need[a] as number) || a - b)
    for (const variant of mayRise.slice(0, rest)) places[row + variant] = (places[row + variant] as number) + 1
    for (const variant of variants) short[variant] = (short[variant] as number) - (places[row + variant] as number)
    if (stratum % 1000 === 999) yield
  }
  yield* evenOut(table, { wanted, places, short }, width)
  return places
}

type Places = { readonly wanted: Float64Array; readonly places: Int32Array; readonly short: Float64Array }

/** Moves places from the variant with too many to the one with too few until each total is off by less than one. */
function* evenOut(table: Table, { wanted, places, short }: Places, width: number): Generator<undefined> {
  const rows = places.length / width
  const all = Array.from({ length: width }, (_, variant) => variant)
  const give = (stratum: number, from: number, to: number) => {
    const row = stratum * width
    places[row + from] = (places[row + from] as number) - 1
    places[row + to] = (places[row + to] as number) + 1
    short[from] = (short[from] as number) + 1
    short[to] = (short[to] as number) - 1
  }
  for (let turn = 0; ; turn += 1) {
    const most = all.reduce((best, one) => ((short[one] as number) > (short[best] as number) ? one : best), 0)
    const least = all.reduce((best, one) => ((short[one] as number) < (short[best] as number) ? one : best), 0)
    if ((short[most] as number) < 1 - nearly && (short[least] as number) > nearly - 1) return
    const swaps = roundingSwaps(wanted, places, width)
    const path = pathOf(swaps, least, most, all)
    if (path) for (const [from, to, stratum] of path) give(stratum, from, to)
    else {
      const stratum = leastHurt(least, most)
      if (stratum < 0) return
      give(stratum, least, most)
    }
    if (turn % 20 === 19) yield
  }

  /** The stratum where moving a lead does the least harm; -1 if none has a lead to give. */
  function leastHurt(from: number, to: number): number {
    let best = -1
    let bestGain = Number.NEGATIVE_INFINITY
    for (let stratum = 0; stratum < rows; stratum += 1) {
      const row = stratum * width
      if ((places[row + from] as number) === 0) continue
      const excess = (variant: number) => (places[row + variant] as number) - table.shortIn(stratum, variant)
      const gain = excess(from) - excess(to)
      if (gain > bestGain) [best, bestGain] = [stratum, gain]
    }
    return best
  }
}

/** Strata where one variant was rounded up and another down, so that the rounding can be swapped. */
function roundingSwaps(wanted: Float64Array, places: Int32Array, width: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (let row = 0; row < places.length; row += width) {
    for (let from = 0; from < width; from += 1) {
      const up = wanted[row + from] as number
      if (!isBroken(up) || (places[row + from] as number) <= up) continue
      for (let to = 0; to < width; to += 1) {
        const down = wanted[row + to] as number
        if (isBroken(down) && (places[row + to] as number) < down && !found.has(from * width + to)) {
          found.set(from * width + to, row / width)
        }
      }
    }
  }
  return found
}

/** The shortest chain of swaps from one variant to another; null if there is none. */
function pathOf(
  swaps: ReadonlyMap<number, number>,
  from: number,
  to: number,
  all: readonly number[],
): readonly (readonly [from: number, to: number, stratum: number])[] | null {
  const cameFrom = new Map<number, number>([[from, from]])
  const queue = [from]
  for (const one of queue) {
    for (const next of all) {
      if (cameFrom.has(next) || !swaps.has(one * all.length + next)) continue
      cameFrom.set(next, one)
      queue.push(next)
    }
  }
  if (!cameFrom.has(to)) return null
  const path: [number, number, number][] = []
  for (let at = to; at !== from; ) {
    const before = cameFrom.get(at) as number
    path.unshift([before, at, swaps.get(before * all.length + at) as number])
    at = before
  }
  return path
}

const isBroken = (count: number): boolean => Math.abs(count - Math.round(count)) > nearly

/** Positions of the leads that satisfy a condition. */
function* chosen(count: number, fits: (at: number) => boolean): Generator<undefined, Uint32Array> {
  const found = new Uint32Array(count)
  let length = 0
  for (let at = 0; at < count; at += 1) {
    if (fits(at)) {
      found[length] = at
      length += 1
    }
    if (at % step === step - 1) yield
  }
  return found.slice(0, length)
}

/** Positions sorted by key. A bucket sort: keys are spread evenly, so each bucket holds few of them. */
function* sortedBy(keys: Float64Array, places: Uint32Array): Generator<undefined, Uint32Array> {
  const drawers = Math.max(1, Math.ceil(places.length / 200))
  const drawerOf = (at: number) => Math.min(drawers - 1, Math.floor(((keys[at] as number) / keyLimit) * drawers))
  const ends = new Uint32Array(drawers + 1)
  for (const [nth, at] of places.entries()) {
    ends[drawerOf(at) + 1] = (ends[drawerOf(at) + 1] as number) + 1
    if (nth % step === step - 1) yield
  }
  for (let drawer = 0; drawer < drawers; drawer += 1)
    ends[drawer + 1] = (ends[drawer + 1] as number) + (ends[drawer] as number)
  const next = ends.slice(0, drawers)
  const sorted = new Uint32Array(places.length)
  for (const [nth, at] of places.entries()) {
    const drawer = drawerOf(at)
    sorted[next[drawer] as number] = at
    next[drawer] = (next[drawer] as number) + 1
    if (nth % step === step - 1) yield
  }
  for (let drawer = 0; drawer < drawers; drawer += 1) {
    sorted.subarray(ends[drawer], ends[drawer + 1]).sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b)
    if (drawer % 50 === 49) yield
  }
  return sorted
}
