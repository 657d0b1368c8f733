import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ListId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import {
  type Bench,
  ended,
  ledgerFaults,
  newIdempotencyKey,
  startBench,
  startExport,
} from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const list = (count: number) =>
  makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Dentists', count, heldEvery: 10 })
const takeOut = (listId: ListId, search: string) =>
  bench.app.call('lists.removeLeads', { listId, choice: { all: { search } } })

it('Leads removed from the list are left out, and the report says so', async () => {
  const { listId, emails } = list(1200)
  // lead1, lead11–19, lead100–199, lead1000–1199, and so on: 1 in 10 of them is excluded anyway.
  const { count } = await takeOut(listId, 'lead1')
  const plan = await bench.app.call('exports.plan', { listId })
  expect([plan.rowCount, plan.ready]).toEqual([1200 - count, emails.length - count])

  const id = await startExport(bench.app, listId, newCampaignSettings('Dentists'))
  const ledger = await ended(bench.app, id)
  expect(ledgerFaults(ledger)).toEqual([])
  const kept = emails.filter((email) => !email.startsWith('lead1'))
  const sent = bench.fake.journal.committedAddresses(ledger.summary.campaignId ?? '')
  expect([...sent].toSorted()).toEqual(kept.toSorted())
  expect(ledger.reasons.filter(({ gate }) => gate === 'removed').map((reason) => reason.count)).toEqual([count])
})

it('Removing or restoring leads changes no report of an earlier export', async () => {
  const { listId, emails } = list(300)
  const id = await startExport(bench.app, listId, newCampaignSettings('Dentists'))
  const before = await ended(bench.app, id)
  const { actionId } = await takeOut(listId, 'lead2')
  expect(await bench.app.call('exports.ledger', { exportId: id })).toEqual(before)
  const rows = await bench.app.call('exports.rows', { exportId: id, outcome: 'uploaded', page: { limit: 500 } })
  expect(rows.rows.map(({ email }) => email)).toEqual(emails)
  await bench.app.call('lists.undo', { actionId })
  expect(await bench.app.call('exports.ledger', { exportId: id })).toEqual(before)
})

it('A waiting batch leaves out leads removed from the list meanwhile', async () => {
  const { listId, emails } = list(100)
  const refused = { kind: 'html', status: 403, when: 'before_commit' } as const
  bench.fake.faults.script({ method: 'POST', path: '/leads/add', fault: refused, times: 1_000 })
  const id = await startExport(bench.app, listId, newCampaignSettings('Dentists'))
  const ledgerOf = () => bench.app.call('exports.ledger', { exportId: id })
  await until('waiting', async () => (await ledgerOf()).summary.state === 'waiting')
  await bench.app.call('exports.pause', { exportId: id })
  const { count } = await takeOut(listId, 'lead1')
  bench.fake.faults.clear()
  await bench.app.call('exports.resume', { exportId: id })

  const ledger = await ended(bench.app, id, 20_000)
  expect(ledgerFaults(ledger)).toEqual([])
  const sent = bench.fake.journal.committedAddresses(ledger.summary.campaignId ?? '')
  expect([...sent].toSorted()).toEqual(emails.filter((email) => !email.startsWith('lead1')).toSorted())
  expect(ledger.reasons.filter(({ gate }) => gate === 'removed').map((reason) => reason.count)).toEqual([count])
})

it('A report adds up if leads were corrected or added while the campaign was read', async () => {
  const ask = createAsk(bench.fake, bench.fake.key)
  const { body } = await ask('POST', '/campaigns', { ...campaignBody, name: 'There' })
  const { listId } = list(40)
  const { rows } = await bench.app.call('lists.leads', { listId, page: { limit: 3 } })
  const goOn = bench.fake.faults.hold({ method: 'GET', path: '/campaigns/*' })
  const settings = existingCampaignSettings(String(body['id']))
  const starting = bench.app.call('exports.start', {
    listId,
    settings,
    idempotencyKey: newIdempotencyKey(),
    promised: 36,
  })
  await until('it to be read', () => bench.fake.journal.requests('GET', /\/campaigns\/[^/]+$/).length > 0)
  for (const { id } of rows)
    await bench.app.call('lists.editLead', { leadId: id, change: { kind: 'field', name: 'email', value: '' } })
  const fields = { email: 'late@list.example', first_name: 'Lea', company_name: 'Late' }
  await bench.app.call('lists.addLead', { listId, fields, variables: { city: 'Ulm' } })
  goOn()
  const ledger = await ended(bench.app, (await starting).id)
  expect(ledger.summary.totals).toMatchObject({ rows: 41, uploaded: 34, stayedBehind: 7, waiting: 0 })
  expect(ledgerFaults(ledger)).toEqual([])
})
