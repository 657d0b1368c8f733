import { afterEach, expect, test } from 'vitest'
import { readProbes } from '#backend/core/instantly/scopes.ts'
import { campaignBody } from '../../../support/instantly/ask.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'
import { byText, requestContext, setUp } from './client-setup.ts'

let fake: FakeInstantly
afterEach(() => fake.close())

async function start() {
  fake = await startFakeInstantly()
  const keys = { secretFor: async () => ({ keyId: 1 as never, secret: fake.key }), report: () => undefined }
  return setUp(fake.url, { keys })
}

const upload = (campaignId: string, emails: readonly string[]) =>
  new TextEncoder().encode(JSON.stringify({ campaign_id: campaignId, leads: emails.map((email) => ({ email })) }))

test('Everything the client sends matches the published facts, from campaign to undo', async () => {
  const { instantly, audit } = await start()
  const { id, status } = await instantly.createCampaign(requestContext, { ...campaignBody, name: 'Autumn & more' })
  expect(status).toBe(0)
  const emails = Array.from({ length: 230 }, (_, n) => `lead${n}@example.com`)
  const answer = await instantly.addLeads(requestContext, upload(id, [...emails, emails[0] ?? '']))
  expect(answer.counts).toMatchObject({ total_sent: 231, leads_uploaded: 230, duplicate_email_count: 1 })
  expect(answer.created.length).toBe(230)

  const other = await instantly.createCampaign(requestContext, { ...campaignBody, name: 'Autumn & more 2' })
  await instantly.addLeads(requestContext, upload(other.id, ['lead1@example.com', 'elsewhere@example.com']))

  const all = await instantly.leads(requestContext, { campaignId: id })
  expect(all.map((lead) => lead.email ?? '').toSorted(byText)).toEqual(emails.toSorted(byText))
  expect(all.every((lead) => lead.campaignId === id)).toBe(true)
  const some = await instantly.leads(requestContext, { campaignId: id, emails: [...emails, 'elsewhere@example.com'] })
  expect(some.length).toBe(230)
  const everywhere = await instantly.leads(requestContext, { campaignId: null, emails: ['lead1@example.com'] })
  expect(everywhere.map((lead) => lead.campaignId ?? '').toSorted(byText)).toEqual([id, other.id].toSorted(byText))

  const ids = answer.created.slice(0, 30).map((lead) => lead.id)
  expect(await instantly.deleteLeads(requestContext, { kind: 'campaign', id }, ids)).toBe(30)
  expect((await instantly.leads(requestContext, { campaignId: id })).length).toBe(200)

  expect((await instantly.campaigns(requestContext, { name: 'Autumn & more' })).map((row) => row.id)).toEqual([id])
  expect((await instantly.campaigns(requestContext)).length).toBeGreaterThanOrEqual(2)
  expect((await instantly.campaign(requestContext, id)).name).toBe('Autumn & more')
  await instantly.mailboxes(requestContext)
  expect((await instantly.currentWorkspace(requestContext)).name).toBe('Northwind Outreach')
  expect((await instantly.planDetails(requestContext)).contactsUsed).toEqual(expect.any(Number))
  expect(fake.violations).toEqual([])
  expect(audit.every((entry) => entry.outcome === 'ok')).toBe(true)
})

test('Every test of a key is a request Instantly knows', async () => {
  const { instantly } = await start()
  const key = instantly.withKey(fake.key, null)
  for (const { path, query } of readProbes) expect([path, await key.probe(path, query)]).toEqual([path, 200])
  expect(fake.violations).toEqual([])
})
