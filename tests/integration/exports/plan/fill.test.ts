/** A fallback for an existing campaign, set only in the leads of one export. */
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ListId } from '#shared/ids.ts'
import { type Bench, ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const page = { offset: 0, limit: 100 }

/** Creates a campaign at Instantly whose mail contains `{{city}}` without a fallback. */
async function campaignWithCity(): Promise<string> {
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'First', count: 2, tag: 'first' })
  const settings = newCampaignSettings('Dentists')
  if (settings.target.kind !== 'new') throw new Error('no new campaign')
  const steps = [{ subject: 'Hello', body: 'In {{city}}', waitDays: 0 }]
  const ledger = await ended(
    bench.app,
    await startExport(bench.app, listId, { ...settings, target: { ...settings.target, steps } }),
  )
  return ledger.summary.campaignId ?? ''
}

/** Creates a list in which every third lead has no city; returns the stored leads in order. */
function listWithBlanks(count: number): { readonly listId: ListId; readonly stored: readonly string[] } {
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Second', count, tag: 'second' })
  const db = new Database(path.join(bench.app.dir, 'sendoff.db'))
  db.prepare(
    `update lead set payload = json_set(payload, '$.custom_variables', json('{"plan":"a  b"}')) where list_id = ? and position % 3 = 0`,
  ).run(listId)
  const stored = db.prepare('select payload from lead where list_id = ? order by position').pluck().all(listId)
  db.close()
  return { listId, stored: stored as string[] }
}

function payloadsOf(listId: ListId): readonly unknown[] {
  const db = new Database(path.join(bench.app.dir, 'sendoff.db'), { readonly: true })
  const found = db.prepare('select payload from lead where list_id = ? order by position').pluck().all(listId)
  db.close()
  return found
}

const sentTo = (campaignId: string) =>
  bench.fake.journal
    .requests('POST', '/api/v2/leads/add')
    .map(({ bodyText }) => bodyText ?? '')
    .filter((text) => text.includes(`"campaign_id":${JSON.stringify(campaignId)}`) && text.includes('@second.example'))

it('Blank values are filled in this export only: existing values are sent unchanged, list and campaign stay', async () => {
  const campaignId = await campaignWithCity()
  const { listId, stored } = listWithBlanks(1500)
  const fill = [{ variable: 'city', value: 'your “town” & more' }]
  const ledger = await ended(
    bench.app,
    await startExport(bench.app, listId, existingCampaignSettings(campaignId, { fill })),
  )
  expect(ledgerFaults(ledger)).toEqual([])
  expect(ledger.summary.totals.uploaded).toBe(1500)
  expect(ledger.settings.fill).toEqual(fill)
  const bodies = sentTo(campaignId)
  expect(bodies).toHaveLength(2)
  const expected = stored.map((payload, at) =>
    (at + 1) % 3 === 0
      ? JSON.stringify({
          ...JSON.parse(payload),
          custom_variables: { plan: 'a  b', city: 'your “town” & more' },
        })
      : payload,
  )
  const sent = bodies
    .toSorted((a, b) => b.length - a.length)
    .map((text) => text.slice(text.indexOf('"leads":[') + 9, -2))
    .join(',')
  expect(sent).toBe(expected.join(','))
  expect(payloadsOf(listId)).toEqual(stored)
  expect(bench.fake.journal.requests('PATCH', `/api/v2/campaigns/${campaignId}`)).toEqual([])
})

it('The requests shown beforehand are those that are sent, and say who is filled', async () => {
  const campaignId = await campaignWithCity()
  const { listId } = listWithBlanks(30)
  const settings = existingCampaignSettings(campaignId, { fill: [{ variable: 'city', value: 'there' }] })
  const dry = await bench.app.call('exports.dryRun', { listId, settings, page })
  expect(dry.leads.map(({ filled }) => filled.length)).toEqual(
    Array.from({ length: 30 }, (_, at) => ((at + 1) % 3 === 0 ? 1 : 0)),
  )
  await ended(bench.app, await startExport(bench.app, listId, settings))
  const [body] = sentTo(campaignId)
  expect(dry.leads.map(({ json }) => JSON.parse(json))).toEqual(JSON.parse(body ?? '').leads)
})

it('A filled value is the same in a repeated request, and counts as a value for the check before', async () => {
  const campaignId = await campaignWithCity()
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'None', count: 20, tag: 'second' })
  const db = new Database(path.join(bench.app.dir, 'sendoff.db'))
  db.prepare(`update lead set payload = json_remove(payload, '$.custom_variables') where list_id = ?`).run(listId)
  db.close()
  await expect(startExport(bench.app, listId, existingCampaignSettings(campaignId))).rejects.toMatchObject({
    code: 'COPY_VARIABLES_UNKNOWN',
  })
  const fill = [{ variable: 'city', value: 'there' }]
  const copy = { campaignId }
  const filled = await bench.app.call('exports.coverage', { listId, copy, filled: ['city'] })
  expect(filled.blanks).toEqual([])
  bench.fake.faults.script({
    method: 'POST',
    path: '/leads/add',
    fault: { kind: 'reset', when: 'before_commit' },
  })
  const ledger = await ended(
    bench.app,
    await startExport(bench.app, listId, existingCampaignSettings(campaignId, { fill })),
  )
  expect(ledger.summary.totals.uploaded).toBe(20)
  const bodies = sentTo(campaignId)
  expect(new Set(bodies).size).toBe(1)
  for (const lead of JSON.parse(bodies[0] ?? '').leads) expect(lead.custom_variables).toEqual({ city: 'there' })
})

it('A value that would end a variable, a blank one, and one for the address are refused', async () => {
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 2 })
  for (const fill of [
    [{ variable: 'city', value: 'a}}b' }],
    [{ variable: 'city', value: '   ' }],
    [{ variable: 'email', value: 'x@y.example' }],
  ]) {
    await expect(startExport(bench.app, listId, newCampaignSettings('x', { fill }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  }
})
