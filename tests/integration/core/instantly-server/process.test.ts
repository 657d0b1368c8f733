import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { type SpawnedInstantly, spawnFakeInstantly } from '../../../support/instantly/spawn.ts'

let folder: string
let fake: SpawnedInstantly
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fake-instantly-'))
  fake = await spawnFakeInstantly({ journalFile: join(folder, 'journal.jsonl'), dedupe: false, keepLeads: 'compact' })
})
afterEach(async () => {
  await fake.close()
  rmSync(folder, { recursive: true, force: true })
})

test('A separate process accepts faults at the control address and leaves a journal that survives it', async () => {
  const ask = createAsk(fake)
  const campaign = await ask('POST', '/campaigns', campaignBody)
  const leads = [{ email: 'a@prospect.example' }]
  const add = () => ask('POST', '/leads/add', { campaign_id: campaign.body['id'], leads })
  expect((await add()).status).toBe(200)
  await fake.control({ script: [{ path: '/leads/add', fault: { kind: 'reset', when: 'after_commit' } }] })
  await expect(add()).rejects.toThrow()
  await ask('POST', '/leads/list', { campaign_id: campaign.body['id'] })
  const state = await fake.state()
  expect(state).toMatchObject({ requests: 4, count429: 0, committedAddresses: 2, campaignsCreated: 1 })
  expect(state.violations).toContain('POST /api/v2/leads/list: body/campaign_id is not a known key')
  expect(state.fired).toHaveLength(1)
  await fake.close()
  const journal = fake.journal()
  expect(journal.addressesCommittedTwice()).toEqual([
    { target: campaign.body['id'], email: 'a@prospect.example', times: 2 },
  ])
  expect(journal.requests('POST', '/api/v2/leads/add').map((entry) => [entry.committed, entry.status])).toEqual([
    [true, 200],
    [true, null],
  ])
})

test('A deleted campaign and a revoked key can be set at the control address', async () => {
  const ask = createAsk(fake)
  const { body } = await ask('POST', '/campaigns', campaignBody)
  await fake.control({ deleteCampaign: String(body['id']) })
  expect((await ask('GET', `/campaigns/${String(body['id'])}`)).status).toBe(404)
  await fake.control({ revokeKey: fake.key })
  expect((await ask('GET', '/campaigns')).status).toBe(401)
})
