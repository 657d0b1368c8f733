/** The computer's clock is set back a day: opt-outs stay in effect and are sent all the same. */
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { quickOptOuts, until } from '../../../support/backend.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'

let bench: Bench
afterEach(() => bench.close())

it('An opt-out added again by hand applies, though it was undone while the clock was ahead', async () => {
  let aheadMs = 86_400_000
  bench = await startBench({ backend: { clock: { ...systemClock, now: () => Date.now() + aheadMs } } })
  const { workspaceId } = bench
  const add = () => bench.app.call('optOuts.add', { workspaceId, scope: 'client', text: 'ann@prospect.example' })
  const list = async (filter: 'all' | 'undone') =>
    (
      await bench.app.call('optOuts.list', {
        workspaceId,
        filter,
        search: 'ann@',
        order: 'value',
        descending: false,
        page: { offset: 0, limit: 10 },
      })
    ).rows
  await add()
  await bench.app.call('optOuts.undo', { ids: (await list('all')).map(({ id }) => id), undone: true })
  expect(await list('undone')).toHaveLength(1)
  aheadMs = 0
  await add()
  expect((await list('all'))[0]?.state).toBe('on')
})

it('An opt-out does not wait for a day', async () => {
  let aheadMs = 0
  bench = await startBench({
    backend: {
      clock: { ...systemClock, now: () => Date.now() + aheadMs },
      optOutTimings: { ...quickOptOuts, settleMs: 1_000, retryAfterMs: [1_000] },
    },
  })
  const { workspaceId } = bench
  const told = () => bench.fake.journal.requests('POST', /block-lists-entries/).length
  const failing = { kind: 'status', status: 503, when: 'before_commit' } as const
  bench.fake.faults.random({ seed: 1, method: 'POST', rate: 1, faults: [failing] })
  await bench.app.call('optOuts.add', { workspaceId, scope: 'client', text: 'ann@prospect.example' })
  await until('Instantly to refuse', () => told() > 0)
  bench.fake.faults.clear()
  // Recorded, and to be sent again in a second.
  await systemClock.sleep(300)
  const before = told()
  aheadMs = -86_400_000
  await until('Instantly to be told', () => told() > before)
  expect(bench.fake.violations).toEqual([])
})
