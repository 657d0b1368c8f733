import { afterEach, expect, test } from 'vitest'
import { createDemoClock } from '#demo/time/clock.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { type FakeInstantly, type FakeInstantlyOptions, startFakeInstantly } from '../../../support/instantly/server.ts'

let fake: FakeInstantly
afterEach(() => fake.close())
async function start(options: FakeInstantlyOptions = {}) {
  fake = await startFakeInstantly(options)
  return createAsk(fake)
}

test('A missing key and a wrong key are distinguished', async () => {
  await start()
  const unauthorized = { statusCode: 401, error: 'Unauthorized' }
  const none = await createAsk(fake, null)('GET', '/campaigns')
  expect(none).toMatchObject({
    status: 401,
    problems: [],
    body: { ...unauthorized, message: 'Missing authorization header' },
  })
  const wrong = await createAsk(fake, 'no-such-key')('GET', '/campaigns')
  expect(wrong).toMatchObject({ status: 401, problems: [], body: { ...unauthorized, message: 'Invalid API key' } })
})

test('A key revoked during use is refused from then on', async () => {
  const ask = await start()
  expect((await ask('GET', '/campaigns')).status).toBe(200)
  for (const key of fake.world.workspaces[0]?.keys ?? []) key.revoked = true
  expect((await ask('GET', '/campaigns')).status).toBe(401)
})

test('A workspace without a paid plan answers 402, a key without the scope 403', async () => {
  const ask = await start({
    workspaces: [{ keys: [{ key: 'reader', scopes: ['campaigns:read'] }] }, { paid: false, keys: [{ key: 'unpaid' }] }],
  })
  expect((await ask('GET', '/campaigns')).status).toBe(200)
  expect(await ask('GET', '/accounts')).toMatchObject({ status: 403, problems: [], body: { error: 'Forbidden' } })
  expect((await ask('POST', '/campaigns', campaignBody)).status).toBe(403)
  const unpaid = await createAsk(fake, 'unpaid')('GET', '/campaigns')
  expect(unpaid).toMatchObject({ status: 402, body: { message: 'Workspace does not have an active paid plan' } })
})

test("A workspace never sees another's data", async () => {
  const ask = await start({ workspaces: [{ keys: [{ key: 'first' }] }, { keys: [{ key: 'second' }] }] })
  const { body } = await ask('POST', '/campaigns', campaignBody)
  const other = createAsk(fake, 'second')
  expect((await other('GET', `/campaigns/${String(body['id'])}`)).status).toBe(404)
  expect((await other('POST', '/leads/add', { campaign_id: body['id'], leads: [{ email: 'a@b.co' }] })).status).toBe(
    404,
  )
  expect((await other('GET', '/campaigns')).items).toEqual([])
})

test('An id that is no UUID is a bad request, an unknown one is not found', async () => {
  const ask = await start()
  expect(await ask('GET', '/campaigns/7')).toMatchObject({
    status: 400,
    body: { message: 'params/id must match format "uuid"' },
  })
  const nothing = await ask('GET', '/campaigns/01a1f82c-9313-7000-a001-5eed00000004')
  expect(nothing).toMatchObject({ status: 404, problems: [], body: { message: 'Resource not found' } })
  expect((await ask('GET', '/leads/01a1f82c-9313-7000-a001-5eed00000004')).status).toBe(404)
})

test('A content type without a body is refused, a request without either is accepted', async () => {
  const ask = await start()
  const { body } = await ask('POST', '/campaigns', campaignBody)
  const url = `${fake.url}/api/v2/campaigns/${String(body['id'])}/activate`
  const authorization = `Bearer ${fake.key}`
  const empty = await fetch(url, { method: 'POST', headers: { authorization, 'content-type': 'application/json' } })
  expect(empty.status).toBe(400)
  expect(await empty.json()).toMatchObject({ code: 'FST_ERR_CTP_EMPTY_JSON_BODY' })
  expect((await fetch(url, { method: 'POST', headers: { authorization } })).status).toBe(200)
  expect(fake.violations).toHaveLength(1)
})

test('Invalid JSON and a wrong content type are refused', async () => {
  await start()
  const url = `${fake.url}/api/v2/leads/list`
  const send = (type: string, body: string) =>
    fetch(url, { method: 'POST', headers: { authorization: `Bearer ${fake.key}`, 'content-type': type }, body })
  expect((await send('application/json', '{"limit":')).status).toBe(400)
  expect((await send('text/plain', '{}')).status).toBe(415)
})

test('Unknown keys are ignored, and strict mode names each', async () => {
  const ask = await start()
  const { body: campaign } = await ask('POST', '/campaigns', campaignBody)
  expect((await ask('GET', '/emails?from_date=2026-01-01')).status).toBe(200)
  const leads = [{ email: 'a@b.co', payload: { city: 'Porto' } }]
  expect((await ask('POST', '/leads/add', { campaign_id: campaign['id'], leads })).status).toBe(200)
  expect((await ask('POST', '/leads/list', { campaign: campaign['id'] })).items[0]?.['payload']).toEqual({
    email: 'a@b.co',
  })
  expect(fake.violations).toEqual([
    'GET /api/v2/emails: query/from_date is not a known key',
    'POST /api/v2/leads/add: body/leads/0/payload is not a known key',
  ])
})

test('limit=101 is refused in a query and in a body', async () => {
  const ask = await start()
  expect((await ask('GET', '/accounts?limit=101')).body['message']).toBe('querystring/limit must be <= 100')
  expect((await ask('POST', '/leads/list', { limit: 101 })).body['message']).toBe('body/limit must be <= 100')
})

test('100 requests a second are answered for all keys of a workspace together, the next with 429', async () => {
  const clock = createDemoClock({ startAt: Date.UTC(2026, 10, 20) })
  const ask = await start({
    clock,
    workspaces: [{ keys: [{ key: 'one' }, { key: 'two' }] }, { keys: [{ key: 'else' }] }],
  })
  const second = createAsk(fake, 'two')
  for (let at = 0; at < 50; at++) {
    expect((await ask('GET', '/custom-tags')).status).toBe(200)
    expect((await second('GET', '/custom-tags')).status).toBe(200)
  }
  const refused = await ask('GET', '/custom-tags')
  expect(refused).toMatchObject({ status: 429, problems: [], body: { message: 'Rate limit exceeded' } })
  expect(refused.headers.get('retry-after')).toBeNull()
  expect((await createAsk(fake, 'else')('GET', '/custom-tags')).status).toBe(200)
  clock.advance(1_000)
  expect((await ask('GET', '/custom-tags')).status).toBe(200)
  expect(fake.journal.count429).toBe(1)
  expect(fake.journal.maxPerSecond()).toBe(101)
})

test('The 21st read of emails in a minute is refused, with Retry-After if set', async () => {
  const ask = await start({ clock: createDemoClock({ startAt: Date.UTC(2026, 10, 20) }), retryAfterSeconds: 7 })
  for (let at = 0; at < 20; at++) expect((await ask('GET', '/emails')).status).toBe(200)
  const refused = await ask('GET', '/emails')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7'])
  expect((await ask('GET', '/accounts')).status).toBe(200)
})

test('Answers carry the time of the simulated clock', async () => {
  const ask = await start({ clock: createDemoClock({ startAt: Date.UTC(2030, 0, 1) }) })
  expect((await ask('GET', '/accounts')).headers.get('date')).toBe('Tue, 01 Jan 2030 00:00:00 GMT')
})
