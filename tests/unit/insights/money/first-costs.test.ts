import { describe, expect, it } from 'vitest'
import { dayOfDate } from '#shared/domain/core/days.ts'
import { centsIn, firstCosts } from '#shared/domain/insights/money/first-costs.ts'
import type { ListId } from '#shared/ids.ts'

const period = { from: dayOfDate('2026-09-01'), to: dayOfDate('2026-11-19') }
const list = (id: number, ...files: readonly [number, string][]) => ({
  id: id as ListId,
  files: files.map(([rows, day], at) => ({ importId: id * 10 + at, rows, day })),
})
const prices = { plan: 9_700, account: 500, lead: 8 }

describe('the first costs', () => {
  it('are the plan, the accounts and each list on the day it was imported', () => {
    const lists = [list(1, [100, '2026-10-05']), list(2, [200, '2026-10-06'], [50, '2026-11-01'])]
    const costs = firstCosts(prices, { from: '2026-06-01', accounts: 12, lists })
    expect(costs.map((cost) => [cost.kind, cost.from, centsIn(cost, period)])).toEqual([
      // September and October in full; 19 of 30 days of November, each at 3.23, and the remaining ten cents.
      ['plan', '2026-06-01', 9_700 + 9_700 + 6_147],
      ['mailboxes', '2026-06-01', 6_000 + 6_000 + 3_800],
      ['list', '2026-10-05', 800],
      ['list', '2026-10-06', 1_600],
      ['list', '2026-11-01', 400],
    ])
  })

  it('count an earlier list on the first day, and nothing outside the period', () => {
    const [old] = firstCosts(
      { ...prices, plan: 0, account: 0 },
      { from: '2026-06-01', accounts: 0, lists: [list(1, [100, '2026-02-01'])] },
    )
    expect(old).toMatchObject({ from: '2026-06-01', importId: 10 })
    expect(old && centsIn(old, period)).toBe(0)
    const [first] = firstCosts(
      { ...prices, plan: 0, account: 0 },
      { from: '2026-09-02', accounts: 0, lists: [list(1, [100, '2026-02-01'])] },
    )
    expect(first && centsIn(first, period)).toBe(800)
  })

  it('price existing files, imported on one day or several; a later file has its own price', () => {
    const lists = [list(1, [100, '2026-10-05'], [50, '2026-10-05']), list(2, [200, '2026-10-06'], [70, '2026-11-01'])]
    const costs = firstCosts({ plan: 0, account: 0, lead: 8 }, { from: '2026-06-01', accounts: 0, lists })
    expect(costs.map((cost) => cost.kind === 'list' && [cost.listId, cost.importId, cost.rows])).toEqual([
      [1, 10, 100],
      [1, 11, 50],
      [2, 20, 200],
      [2, 21, 70],
    ])
  })

  it('keep a lead’s price of part of a cent, and leave out what costs nothing', () => {
    const [only, ...others] = firstCosts(
      { plan: 0, account: 0, lead: 0.4 },
      { from: '2026-09-01', accounts: 3, lists: [list(1, [1_000, '2026-09-01'])] },
    )
    expect(others).toEqual([])
    expect(only && centsIn(only, period)).toBe(400)
  })
})
