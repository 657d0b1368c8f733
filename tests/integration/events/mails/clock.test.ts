/** The computer's clock is set back a day: new mails are requested all the same. */
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { createSpanStore } from '#backend/events/mails/span-store.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir, until } from '../../../support/backend.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'
import { openMigrated } from '../../../support/open-migrated.ts'

let bench: Bench | undefined
afterEach(async () => {
  await bench?.close()
  bench = undefined
})

it('Reading sent mails continues, whatever the clock said when they were last read', async () => {
  let aheadMs = 86_400_000
  const { fake } = (bench = await startBench({
    limits: null,
    backend: {
      clock: { ...systemClock, now: () => Date.now() + aheadMs },
      mailReaderTimings: { everyMs: 100, runMs: 5_000 },
      paces: { sent_mails: { firstMs: 20, everyMs: 50 } },
    },
  }))
  const asked = () => fake.journal.entries.filter(({ path }) => path.endsWith('/emails')).length
  await until('mails to be read twice', () => asked() > 1)
  aheadMs = 0
  const before = asked()
  await until('mails to be read after that', () => asked() > before + 2)
})

it('New sent mails are read before the oldest, though the clock was set back meanwhile', () => {
  const store = openMigrated(temporaryDir())
  store.raw.prepare(`insert into workspace (id, name, colour, created_at) values (1, 'Acme', 1, '')`).run()
  const workspaceId = 1 as WorkspaceId
  const spans = createSpanStore(store)
  const day = 86_400_000
  spans.open(workspaceId, 30 * day)
  const [all] = spans.spans(workspaceId)
  if (!all) throw new Error('no span')
  spans.moved(workspaceId, all, [28 * day, 29 * day], { cursor: 'next' })
  spans.open(workspaceId, 29 * day)
  expect(spans.spans(workspaceId).map(({ since }) => since !== null)).toEqual([true, false])
  store.raw.close()
})
