/** Answers to an upload that name leads oddly: what arrived counts as arrived. */
import { afterEach, expect, it } from 'vitest'
import { startBackend } from '../../../support/backend.ts'
import { ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { startDoor } from '../../../support/instantly/door.ts'
import { makeList } from '../../../support/lists.ts'

type Created = { index: number; id: string; email?: string }
type Answer = { created_leads: Created[]; leads_uploaded: number }

let close: () => Promise<void>
afterEach(() => close())

async function exportWith(change: (answer: Answer) => unknown) {
  const bench = await startBench()
  const door = await startDoor(bench.fake.url, (path, text) =>
    path.endsWith('/leads/add') ? JSON.stringify(change(JSON.parse(text) as Answer)) : text,
  )
  await bench.app.stop()
  const app = startBackend({ instantlyUrl: door.url, dir: bench.app.dir })
  close = async () => {
    await app.stop()
    await door.close()
    await bench.fake.close()
  }
  const { listId } = makeList(app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 20 })
  return ended(app, await startExport(app, listId, newCampaignSettings('Autumn')), 20_000)
}

it.each<[string, (answer: Answer) => unknown]>([
  ['in another order', (answer) => ({ ...answer, created_leads: answer.created_leads.toReversed() })],
  [
    'one of them twice and another not at all',
    (answer) => ({ ...answer, created_leads: answer.created_leads.with(3, answer.created_leads[4] as Created) }),
  ],
  [
    'by places that were not in the request',
    (answer) => ({ ...answer, created_leads: answer.created_leads.map((one) => ({ ...one, index: one.index + 1 })) }),
  ],
  ['fewer than it counts', (answer) => ({ ...answer, created_leads: answer.created_leads.slice(5) })],
  ['none of them', (answer) => ({ ...answer, created_leads: [] })],
  ['null', (answer) => ({ ...answer, created_leads: null })],
  ['more than it counts', (answer) => ({ ...answer, leads_uploaded: 3 })],
])('%s', async (_, change) => {
  const ledger = await exportWith(change)
  expect(ledger.summary.totals).toMatchObject({ uploaded: 20, refused: 0, failed: 0 })
  expect(ledgerFaults(ledger)).toEqual([])
})
