/** Manual requests to Instantly: they only read, use the shared client, and show no secrets. */
import { afterEach, expect, it } from 'vitest'
import type { AskAnswer } from '#shared/contract/clients/ask.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'

let bench: Bench
afterEach(() => bench.close())
const send = (operation: string, values: Record<string, string> = {}): Promise<AskAnswer> =>
  bench.app.call('ask.send', { workspaceId: bench.workspaceId, operation, values })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error as { code?: string }).code,
  )

it("Ask Instantly shows Instantly's answers, including refusals, and logs each call, which can be repeated", async () => {
  bench = await startBench({})
  const { status, text, cut } = await send('GET /accounts', { limit: '1' })
  expect([status, cut]).toEqual([200, false])
  expect((JSON.parse(text) as { items: unknown[] }).items).toHaveLength(1)
  expect((await send('POST /leads/list', { limit: '2' })).status).toBe(200)
  const refused = await send('GET /campaigns/{id}', { id: '00000000-0000-4000-8000-000000000000' })
  expect(refused.status).toBeGreaterThanOrEqual(400)
  // A refusal is not the key's fault, so it blocks nothing.
  expect((await send('GET /accounts')).status).toBe(200)

  await expect
    .poll(async () => (await bench.app.call('audit.list', { search: '/campaigns/', page: {} })).rows.length)
    .toBeGreaterThan(0)
  const { rows } = await bench.app.call('audit.list', { search: '/campaigns/', page: {} })
  const row = rows.find(({ requestedBy }) => requestedBy === 'ask')
  expect(await bench.app.call('ask.ofCall', { callId: row?.id ?? 0 })).toEqual({
    workspaceId: bench.workspaceId,
    operation: 'GET /campaigns/{id}',
    values: { id: '00000000-0000-4000-8000-000000000000' },
  })
})

it('Ask Instantly calls nothing that writes or is incomplete, and masks secrets', async () => {
  bench = await startBench({})
  const asked = () =>
    bench.fake.journal.requests('POST', /./).length + bench.fake.journal.requests('DELETE', /./).length
  const before = asked()
  for (const operation of [
    'POST /leads/add',
    'DELETE /campaigns/{id}',
    'PATCH /accounts/{email}',
    'GET /api-keys',
    'GET /nowhere',
  ])
    expect(await codeOf(send(operation, { id: 'x', email: 'a@b.example' }))).toBe('INVALID_INPUT')
  expect(await codeOf(send('GET /campaigns/{id}', { id: '..' }))).toBe('INVALID_INPUT')
  expect(asked()).toBe(before)
  await bench.app.call('ask.send', { workspaceId: bench.workspaceId, operation: 'GET /webhooks', values: {} })
  const hook = {
    target_hook_url: 'https://hooks.example/catch/4711/zqUnknownTo0thers?auth=zqInTheQuery',
    event_type: 'all_events',
    headers: { 'X-Sender': 'zqWhoKnowsThis', Authorization: 'Basic zqAndThat' },
  }
  const made = await fetch(`${bench.fake.url}/api/v2/webhooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bench.fake.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(hook),
  })
  expect(made.ok).toBe(true)
  const { text: hooks } = await send('GET /webhooks')
  expect(hooks).toContain('https://hooks.example/')
  expect(hooks).toContain('X-Sender')
  expect(hooks).not.toContain('zq')
  const [remote] = bench.fake.world.workspaces
  if (!remote) throw new Error('no workspace')
  const { text } = await send('GET /workspaces/current')
  for (const { key } of remote.keys) expect(text).not.toContain(key)
})
