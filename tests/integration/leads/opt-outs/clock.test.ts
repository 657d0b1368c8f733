/** The computer's clock is put back a day just after Instantly could not be told of an opt-out: it is told soon all the same. */
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { quickOptOuts, until } from '../../../support/backend.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'

let bench: Bench
afterEach(() => bench.close())

it('an opt-out does not wait for a day', async () => {
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
  // Noted, and to be told again in a second.
  await systemClock.sleep(300)
  const before = told()
  aheadMs = -86_400_000
  await until('Instantly to be told', () => told() > before)
  expect(bench.fake.violations).toEqual([])
})
