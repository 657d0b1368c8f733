/** Answers to an upload that name leads inconsistently: leads that arrived count as arrived. */
import { afterEach, expect, it } from 'vitest'
import { startBackend, until } from '../../../support/backend.ts'
import { type Bench, ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { startDoor } from '../../../support/instantly/door.ts'
import { makeList } from '../../../support/lists.ts'

type Created = { index: number; id: string; email?: string }
type Answer = { created_leads: Created[]; leads_uploaded: number }

let close: () => Promise<void>
afterEach(() => close())

async function exportWith(
  change: (answer: Answer) => unknown,
  before: (bench: Bench) => Promise<unknown> = async () => {},
) {
  const bench = await startBench()
  await before(bench)
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
  const ledger = await ended(app, await startExport(app, listId, newCampaignSettings('Autumn')), 20_000)
  return { ledger, app, bench }
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
  [
    'none, as if the request had not been processed',
    (answer) => ({ ...answer, status: 'error', total_sent: 0, leads_uploaded: 0, created_leads: [] }),
  ],
  ['more than it counts', (answer) => ({ ...answer, leads_uploaded: 3 })],
])('%s', async (_, change) => {
  const { ledger } = await exportWith(change)
  expect(ledger.summary.totals).toMatchObject({ uploaded: 20, refused: 0, failed: 0 })
  expect(ledgerFaults(ledger)).toEqual([])
})

it.each(['a/b', 'a b', 'ä-1', '..'])('Nothing is uploaded into a new campaign with the id %s', async (oddId) => {
  const bench = await startBench()
  let uploads = 0
  const door = await startDoor(bench.fake.url, (path, text) => {
    if (path.endsWith('/leads/add')) uploads += 1
    return path.endsWith('/campaigns') ? JSON.stringify({ ...JSON.parse(text), id: oddId }) : text
  })
  await bench.app.stop()
  const app = startBackend({ instantlyUrl: door.url, dir: bench.app.dir })
  close = async () => {
    await app.stop()
    await door.close()
    await bench.fake.close()
  }
  const { listId } = makeList(app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 20 })
  const id = await startExport(app, listId, newCampaignSettings('Autumn'))
  await until('the refusal', async () => {
    const { summary } = await app.call('exports.ledger', { exportId: id })
    return summary.problem?.code === 'API_ANSWER_UNREADABLE'
  })
  expect(uploads).toBe(0)
})

it('A position contradicting the address beside it identifies the rejected lead by its absence, and each id goes to its own lead', async () => {
  const refused = 'lead4@list.example'
  const { ledger, app, bench } = await exportWith(
    // Indexed among the created leads instead of the sent ones.
    (answer) => ({ ...answer, created_leads: answer.created_leads.map((one, index) => ({ ...one, index })) }),
    async ({ fake }) => {
      const ask = createAsk(fake)
      const { body } = await ask('POST', '/campaigns', campaignBody)
      await ask('POST', '/leads/add', { campaign_id: body['id'], leads: [{ email: refused }] })
    },
  )
  expect(ledger.summary.totals).toMatchObject({ uploaded: 19, refused: 1 })
  expect(ledgerFaults(ledger)).toEqual([])
  const { rows } = await app.call('exports.rows', { exportId: ledger.summary.id, outcome: 'all', page: {} })
  expect(rows.filter(({ outcome }) => outcome === 'refused').map(({ email }) => email)).toEqual([refused])
  const ask = createAsk(bench.fake)
  const { items } = await ask('POST', '/leads/list', { campaign: ledger.summary.campaignId, limit: 100 })
  expect(Object.fromEntries(items.map(({ email, id }) => [email, id]))).toEqual(
    Object.fromEntries(rows.flatMap(({ email, remoteLeadId }) => (remoteLeadId ? [[email, remoteLeadId]] : []))),
  )
})

it('Addresses in another spelling than sent are matched by position, and nothing is read', async () => {
  const { ledger, bench } = await exportWith((answer) => ({
    ...answer,
    created_leads: answer.created_leads.map((one) => ({ ...one, email: `${one.email?.replace('@', '+x@')}` })),
  }))
  expect(ledger.summary.totals).toMatchObject({ uploaded: 20, refused: 0 })
  const readings = bench.fake.journal.requests('POST', /leads\/list$/)
  expect(readings.filter(({ bodyText }) => bodyText?.includes('"campaign"'))).toEqual([])
})
