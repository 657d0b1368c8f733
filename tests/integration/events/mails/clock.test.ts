/** The computer's clock is set back a day: new mails are requested all the same. */
import { afterEach, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'

let bench: Bench
afterEach(() => bench.close())

it('Reading sent mails continues, whatever the clock said when they were last read', async () => {
  let aheadMs = 86_400_000
  bench = await startBench({
    limits: null,
    backend: {
      clock: { ...systemClock, now: () => Date.now() + aheadMs },
      mailReaderTimings: { everyMs: 100, runMs: 5_000 },
      paces: { sent_mails: { firstMs: 20, everyMs: 50 } },
    },
  })
  const asked = () => bench.fake.journal.entries.filter(({ path }) => path.endsWith('/emails')).length
  await until('mails to be read twice', () => asked() > 1)
  aheadMs = 0
  const before = asked()
  await until('mails to be read after that', () => asked() > before + 2)
})
