/** The plan knows where the leads live, in whichever zone the operator is. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Bench, startBench } from '../../../support/export-bench.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(() => bench.close())

const homeOf = async (count: number, countryOf: (row: number) => string): Promise<string | null> => {
  const { listId } = makeList(bench.app.dir, {
    workspaceId: bench.workspaceId,
    name: 'L',
    count,
    variables: (row) => ({ city: '', country: countryOf(row) }),
  })
  const asked = { listId, timezone: 'UTC', startDate: null, endDate: null, smallest: 1 }
  return (await bench.app.call('exports.zones', asked)).home
}

it('The home zone is the zone of leads who all live in one country', async () => {
  expect(await homeOf(20, () => 'Austria')).toBe('Europe/Vienna')
})

it('The home zone is the most common zone if the others keep the same hours or are few', async () => {
  expect(await homeOf(20, (row) => (row <= 12 ? 'Austria' : 'Germany'))).toBe('Europe/Vienna')
  expect(await homeOf(20, (row) => (row <= 17 ? 'Austria' : 'Japan'))).toBe('Europe/Vienna')
})

it('The home zone is none if leads live at different hours, or most places are unknown', async () => {
  expect(await homeOf(20, (row) => (row <= 10 ? 'Austria' : 'Japan'))).toBeNull()
  expect(await homeOf(20, (row) => (row <= 9 ? 'Austria' : ''))).toBeNull()
})
