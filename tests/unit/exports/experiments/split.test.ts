import { expect, it } from 'vitest'
import { companyDomain, keyLimit, seededKey } from '#backend/exports/experiments/address-key.ts'
import { type SplitInput, splitLeads } from '#backend/exports/experiments/split.ts'

type Lead = { readonly address: string; readonly category: string }
type Wish = { readonly shares: readonly number[]; readonly together: boolean; readonly seed: string }

/** A random generator with the same numbers in every run. */
function chance(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Creates leads in companies of 1 to 6 people, in categories of very different sizes. */
function madeUp(count: number, seed: number): readonly Lead[] {
  const draw = chance(seed)
  const leads: Lead[] = []
  for (let company = 0; leads.length < count; company += 1) {
    const people = draw() < 0.6 ? 1 : 1 + Math.floor(draw() * 6)
    const category = `c${Math.floor(draw() * draw() * 30)}`
    for (let person = 0; person < people && leads.length < count; person += 1) {
      leads.push({ address: `p${person}@company${company}.example`, category })
    }
  }
  return leads
}

function run<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
  }
}

/** Returns the variant of each address. `fixed`: variants already assigned. */
function dealt(leads: readonly Lead[], { shares, together, seed }: Wish, fixed = new Map<string, number>()) {
  const categories = [...new Set(leads.map(({ category }) => category))].toSorted()
  const input: SplitInput = {
    keys: Float64Array.from(leads, ({ address }) => seededKey(seed, address)),
    companies: together
      ? Float64Array.from(leads, ({ address }) => seededKey(seed, companyDomain(address) ?? ''))
      : null,
    strata: Int32Array.from(leads, ({ category }) => categories.indexOf(category)),
    strataCount: categories.length,
    shares,
    fixed: Int8Array.from(leads, ({ address }) => fixed.get(address) ?? -1),
  }
  const split = run(splitLeads(input))
  return { ...split, of: new Map(leads.map(({ address }, at) => [address, split.variants[at] as number])) }
}

/** Returns how far the fullest and emptiest variant are off their share, in leads. */
function off(leads: readonly Lead[], of: ReadonlyMap<string, number>, shares: readonly number[]): number {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  return Math.max(
    ...shares.map((share, variant) => {
      const has = leads.filter(({ address }) => of.get(address) === variant).length
      return Math.abs(has - (leads.length * share) / whole)
    }),
  )
}

const shuffled = (leads: readonly Lead[], seed: number): readonly Lead[] => {
  const draw = chance(seed)
  return leads
    .map((lead) => ({ lead, by: draw() }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ lead }) => lead)
}

const wishes = [
  [1, 1],
  [50, 30, 20],
  [1, 1, 1, 1],
  [7, 1],
  [3, 2, 2, 5],
]
const sizes = [1, 2, 3, 17, 100, 999, 2500]

it.each(wishes)(
  'the share of single leads differs by less than one, in total and in every category: %j',
  (...shares) => {
    for (const size of sizes) {
      for (let seed = 1; seed <= 6; seed += 1) {
        const leads = madeUp(size, seed)
        const { of } = dealt(leads, { shares, together: false, seed: `s${seed}` })
        expect(off(leads, of, shares)).toBeLessThan(1)
        for (const category of new Set(leads.map((lead) => lead.category))) {
          expect(
            off(
              leads.filter((lead) => lead.category === category),
              of,
              shares,
            ),
          ).toBeLessThan(1)
        }
      }
    }
  },
)

it.each(wishes)('People of one company stay together, and shares differ by at most the biggest: %j', (...shares) => {
  for (const size of sizes) {
    for (let seed = 1; seed <= 6; seed += 1) {
      const leads = madeUp(size, seed)
      const { of, largest } = dealt(leads, { shares, together: true, seed: `s${seed}` })
      for (const all of Map.groupBy(leads, ({ address }) => companyDomain(address)).values()) {
        expect(new Set(all.map(({ address }) => of.get(address))).size).toBe(1)
      }
      expect(off(leads, of, shares)).toBeLessThanOrEqual(largest * (shares.length - 1))
      // With some hundred leads, single ones even out the imbalance left by companies.
      if (size >= 100) expect(off(leads, of, shares)).toBeLessThan(1)
    }
  }
})

it('A lead gets the same variant in any order, and another seed assigns differently', () => {
  for (const together of [true, false]) {
    const leads = madeUp(800, 5)
    const wish = { shares: [2, 1, 1], together, seed: 'one' }
    const first = dealt(leads, wish).of
    for (let seed = 1; seed <= 5; seed += 1) expect(dealt(shuffled(leads, seed), wish).of).toEqual(new Map(first))
    const other = dealt(leads, { ...wish, seed: 'two' }).of
    const same = leads.filter(({ address }) => other.get(address) === first.get(address)).length
    expect(same).toBeGreaterThan(200)
    expect(same).toBeLessThan(450)
  }
})

it('Later leads join without moving anybody, colleagues follow their company, and shares are kept', () => {
  const leads = madeUp(1200, 9)
  const wish = { shares: [1, 1], together: true, seed: 'x' }
  const before = dealt(leads.slice(0, 700), wish).of
  const after = dealt(shuffled(leads, 3), wish, before).of
  for (const [address, variant] of before) expect(after.get(address)).toBe(variant)
  for (const all of Map.groupBy(leads, ({ address }) => companyDomain(address)).values()) {
    expect(new Set(all.map(({ address }) => after.get(address))).size).toBe(1)
  }
  expect(off(leads, after, wish.shares)).toBeLessThan(1)
})

it('Shares hold if one category is nearly all, a company is half of the list, or everybody is in one', () => {
  const many = Array.from({ length: 400 }, (_, at) => ({ address: `a${at}@one${at}.example`, category: 'all' }))
  const half = Array.from({ length: 400 }, (_, at) => ({ address: `b${at}@big.example`, category: 'all' }))
  const { of, largest, counts } = dealt([...many, ...half], { shares: [1, 1], together: true, seed: 's' })
  expect([largest, [...counts]]).toEqual([400, [400, 400]])
  expect(new Set(half.map(({ address }) => of.get(address))).size).toBe(1)
  expect(dealt(half, { shares: [1, 1], together: true, seed: 's' }).counts.toSorted((a, b) => a - b)).toEqual([0, 400])
})

it('The assignment is random: over many seeds each lead and each big company is equally often in each variant', () => {
  const leads = [
    ...Array.from({ length: 40 }, (_, at) => ({
      address: `s${at}@single${at}.example`,
      category: at % 3 === 0 ? 'x' : 'y',
    })),
    ...Array.from({ length: 9 }, (_, at) => ({ address: `b${at}@big.example`, category: 'x' })),
  ]
  const inFirst = new Map(leads.map(({ address }) => [address, 0]))
  const runs = 1000
  for (let seed = 0; seed < runs; seed += 1) {
    const { of } = dealt(leads, { shares: [1, 1], together: true, seed: `${seed}` })
    for (const [address, variant] of of) inFirst.set(address, (inFirst.get(address) ?? 0) + (variant === 0 ? 1 : 0))
  }
  // A company that is the whole list is not an exception.
  const whole = leads.filter(({ address }) => address.endsWith('big.example'))
  const first = Array.from({ length: runs }, (_, seed) =>
    dealt(whole, { shares: [1, 1], together: true, seed: `${seed}` }),
  )
  inFirst.set('whole', first.filter(({ counts }) => counts[0] === 9).length)
  // Five standard deviations of a fair coin.
  for (const count of inFirst.values()) expect(Math.abs(count - runs / 2)).toBeLessThan(80)
})

it('Keys are spread evenly, distinguish addresses, and are the same on every machine', () => {
  const keys = Array.from({ length: 200_000 }, (_, at) => seededKey('s', `person${at}@acme.example`))
  expect(new Set(keys).size).toBe(keys.length)
  const drawers = Array.from({ length: 100 }, () => 0)
  for (const key of keys) {
    const drawer = Math.floor((key / keyLimit) * 100)
    drawers[drawer] = (drawers[drawer] ?? 0) + 1
  }
  const spread = drawers.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)
  // Chi-square of 99 degrees of freedom: beyond 160 once in 10,000 times.
  expect(spread).toBeLessThan(160)
  expect(keys.every((key) => Number.isSafeInteger(key) && key >= 0)).toBe(true)
  expect(seededKey('s', 'kai@acme.example')).toBe(seededKey('s', 'kai@acme.example'))
})

it('Public mail hosts are no companies', () => {
  expect(['a@gmail.com', 'b@gmx.net', 'c@yahoo.co.uk', 'd@web.de', 'no address'].map(companyDomain)).toEqual(
    Array.from({ length: 5 }, () => null),
  )
  expect(['a@acme.example', 'b@mail-order.com', 'c@free-mind.de'].map(companyDomain)).toEqual([
    'acme.example',
    'mail-order.com',
    'free-mind.de',
  ])
})
