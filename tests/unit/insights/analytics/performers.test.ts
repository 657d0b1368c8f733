import { describe, expect, it } from 'vitest'
import { countPeopleCompared, findPerformers, wilsonInterval } from '#shared/domain/insights/analytics/performers.ts'

const of = (name: string, part: number, base: number) => ({ name, part, base })
const namesOf = (all: readonly { name: string }[]) => all.map(({ name }) => name)

describe('best and worst', () => {
  it('are those significantly above and below the total', () => {
    const { overall, best, worst } = findPerformers(
      [of('good', 90, 1000), of('better', 60, 500), of('usual', 40, 1000), of('bad', 5, 1000), of('none', 0, 500)],
      (one) => one,
    )
    expect(overall).toBeCloseTo(195 / 4000)
    expect(namesOf(best)).toEqual(['better', 'good'])
    expect(namesOf(worst)).toEqual(['none', 'bad'])
  })

  it('are empty if too few people were contacted', () => {
    const { best, worst } = findPerformers([of('lucky', 20, 99), of('usual', 40, 1000)], (one) => one)
    expect([best, worst]).toEqual([[], []])
  })

  it('name the people their overall rate is based on, which is not everybody', () => {
    const all = [of('big', 18, 323), of('small', 4, 83)]
    expect(findPerformers(all, (one) => one).overall).toBeCloseTo(18 / 323)
    expect(countPeopleCompared(all, (one) => one)).toBe(323)
  })

  it('are empty if nothing was sent', () => {
    expect(findPerformers([of('empty', 0, 0)], (one) => one)).toEqual({ overall: null, best: [], worst: [] })
  })

  it('use Wilson’s interval', () => {
    // Computed by hand from the formula: 10 of 100, and none of 100.
    expect(wilsonInterval({ part: 10, base: 100 }).low).toBeCloseTo(0.0552, 4)
    expect(wilsonInterval({ part: 10, base: 100 }).high).toBeCloseTo(0.1744, 4)
    expect(wilsonInterval({ part: 0, base: 100 })).toEqual({ low: 0, high: expect.closeTo(0.037, 4) })
  })
})
