/** A ledger is compared with its campaign at Instantly: missing leads are reported, and only they are sent again. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { ExportId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import {
  type Bench,
  ended,
  ledgerFaults,
  newIdempotencyKey,
  startBench,
  startExport,
} from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { failure } from '../../leads/support.ts'

let bench: Bench
let exportId: ExportId
let campaignId: string
const files = temporaryDir('sendoff-compare-')
const leads = 250

beforeEach(async () => {
  bench = await startBench()
  const { app, workspaceId } = bench
  const file = path.join(files, 'leads.csv')
  const rows = Array.from({ length: leads }, (_, at) => `lead${at}@acme${at % 7}.example,First${at}`)
  fs.writeFileSync(file, `Email,First Name\n${rows.join('\n')}\n,Nobody\n`)
  const draft = await app.call('imports.open', { workspaceId, path: file })
  const list = await app.call('imports.save', {
    importId: draft.importId,
    mapping: draft.columns.map(({ suggestion }) => suggestion.target),
    settings: defaultSettings,
    into: { name: 'Leads' },
  })
  exportId = await startExport(app, list.id, newCampaignSettings('Spring', { sendBlanks: true }))
  const { summary } = await ended(app, exportId)
  campaignId = summary.campaignId ?? ''
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const ask = (...args: Parameters<ReturnType<typeof createAsk>>) => createAsk(bench.fake)(...args)
const emailsOf = async (outcome: 'missing' | 'uncounted') =>
  (await bench.app.call('exports.rows', { exportId, outcome, page: {} })).rows.map(({ email }) => email)

/** Deletes leads of the campaign at Instantly itself, by their addresses. */
async function deleteThere(emails: readonly string[]): Promise<void> {
  const { rows } = await bench.app.call('exports.rows', { exportId, outcome: 'uploaded', page: { limit: 500 } })
  const ids = rows
    .filter(({ email }) => email !== null && emails.includes(email))
    .map(({ remoteLeadId }) => remoteLeadId)
  const answer = await ask('DELETE', '/leads', { campaign_id: campaignId, ids })
  expect(answer.status).toBe(200)
}

test('A comparison that finds everybody only reads, and leaves the report unchanged', async () => {
  const before = await bench.app.call('exports.ledger', { exportId })
  bench.fake.journal.clear()
  expect(await bench.app.call('exports.compare', { exportId })).toMatchObject({
    there: leads,
    agreed: leads,
    missing: 0,
    uncounted: 0,
  })
  const writes = bench.fake.journal.requests('POST', /\/leads\/(?!list)/)
  expect(writes).toEqual([])
  expect(await bench.app.call('exports.ledger', { exportId })).toEqual(before)
  expect(await bench.app.call('exports.check', { exportId })).toMatchObject({ read: null, last: { agreed: leads } })
})

test('Missing and foreign leads are reported; only missing ones are sent again, and then all are there', async () => {
  const gone = ['lead3@acme3.example', 'lead100@acme2.example', 'lead249@acme4.example']
  await deleteThere(gone)
  await ask('POST', '/leads/add', { campaign_id: campaignId, leads: [{ email: 'other@elsewhere.example' }] })
  const check = await bench.app.call('exports.compare', { exportId })
  expect(check).toMatchObject({ there: leads - 2, agreed: leads - 3, missing: 3, uncounted: 0, mayBeEarly: true })
  expect(await emailsOf('missing')).toEqual(gone)
  const { summary, settings } = await bench.app.call('exports.ledger', { exportId })
  bench.fake.journal.clear()
  const again = await bench.app.call('exports.start', {
    listId: summary.listId,
    settings: { ...settings, target: { kind: 'existing', campaignId } },
    idempotencyKey: newIdempotencyKey(),
  })
  const second = await ended(bench.app, again.id)
  expect(second.summary.totals).toMatchObject({ uploaded: 3, rows: leads + 1 })
  expect(ledgerFaults(second)).toEqual([])
  expect(bench.fake.journal.committedAddresses().toSorted()).toEqual(gone.toSorted())
  // They have other ids now, but count as present.
  expect(await bench.app.call('exports.compare', { exportId })).toMatchObject({ agreed: leads, missing: 0 })
  expect(await emailsOf('missing')).toEqual([])
})

test('Leads a later comparison found are not sent again', async () => {
  await deleteThere(['lead3@acme3.example'])
  await bench.app.call('exports.compare', { exportId })
  await ask('POST', '/leads/add', { campaign_id: campaignId, leads: [{ email: 'lead3@acme3.example' }] })
  await bench.app.call('exports.compare', { exportId })
  const { summary, settings } = await bench.app.call('exports.ledger', { exportId })
  const again = await bench.app.call('exports.start', {
    listId: summary.listId,
    settings: { ...settings, target: { kind: 'existing', campaignId } },
    idempotencyKey: newIdempotencyKey(),
  })
  expect((await ended(bench.app, again.id)).summary.totals.uploaded).toBe(0)
})

test('A deleted campaign is reported, and the last findings stay', async () => {
  await deleteThere(['lead3@acme3.example'])
  await bench.app.call('exports.compare', { exportId })
  const { last } = await bench.app.call('exports.check', { exportId })
  await ask('DELETE', `/campaigns/${campaignId}`)
  expect((await failure(bench.app.call('exports.compare', { exportId }))).code).toBe('CAMPAIGN_NOT_FOUND')
  expect((await bench.app.call('exports.check', { exportId })).last).toEqual(last)
  expect(await emailsOf('missing')).toEqual(['lead3@acme3.example'])
})
