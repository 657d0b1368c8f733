import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { readProbes } from '#backend/core/instantly/scopes.ts'
import { createTransport } from '#backend/core/instantly/transport.ts'
import { createLogger } from '#shared/log.ts'
import { errorOf, requestContext, secret, setUp, skippingClock, workspaceId } from './client-setup.ts'
import { ok, page, refused, type Script, startScriptedServer } from './scripted-server.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function against(script: Script, options: Parameters<typeof setUp>[1] = {}) {
  const server = await startScriptedServer(script)
  stops.push(server.stop)
  return { ...setUp(server.url, options), seen: server.seen, url: server.url }
}

/** A proxy that records its targets and lets nothing pass. */
async function startProxy() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    response.writeHead(502).end()
  })
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url} ${JSON.stringify(request.headers)}`)
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => new Promise((resolve) => server.close(resolve)))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

/** A working proxy. */
async function startTunnel(to: number) {
  const server = createServer()
  server.on('connect', (_, socket, head) => {
    const target = connect(to, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      target.write(head)
      socket.pipe(target).pipe(socket)
    })
    target.on('error', () => socket.destroy())
    socket.on('error', () => target.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => new Promise((resolve) => server.close(resolve)))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

describe('allowed addresses', () => {
  test.for([
    'http://api.instantly.ai',
    'http://192.168.1.5:8080',
    'http://127.0.0.1.example.com',
    'ftp://localhost',
    'nonsense',
    'https://user:pass@api.instantly.ai',
  ])('%s is refused', (address) => {
    expect(() => setUp(address)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })

  test.for(['https://api.instantly.ai', 'http://localhost:1234', 'http://[::1]:1234', 'http://127.0.0.1:1', null])(
    '%s is allowed',
    (address) => {
      expect(() => setUp(address)).not.toThrow()
    },
  )

  test.for(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY'])("through the system's proxy: %s", async (variable) => {
    const proxy = await startProxy()
    const { instantly } = setUp('https://api.instantly.invalid', { environment: { [variable]: proxy.url } })
    const error = await errorOf(instantly.addLeads(requestContext, new Uint8Array(10)))
    // A request the proxy refused never reached Instantly.
    expect(error).toMatchObject({ code: 'API_OFFLINE' })
    expect(proxy.asked[0]).toContain('CONNECT api.instantly.invalid:443')
    expect(proxy.asked.join()).not.toContain(secret)
  })

  test.each([
    ['hunter%pw', 'hunter%pw'],
    ['100%', '100%'],
    ['a%40b%c', 'a@b%c'],
    ['caf%e9', 'caf%e9'],
  ])('with the proxy’s password, encoded or not: %s', async (typed, meant) => {
    const proxy = await startProxy()
    const environment = { HTTPS_PROXY: proxy.url.replace('//', `//user:${typed}@`) }
    const { instantly, lines } = setUp('https://api.instantly.invalid', { environment })
    await errorOf(instantly.addLeads(requestContext, new Uint8Array(10)))
    expect(proxy.asked[0]).toContain(`Basic ${Buffer.from(`user:${meant}`).toString('base64')}`)
    expect(lines).toEqual([])
  })

  test('the proxy is not used if NO_PROXY says so', async () => {
    const proxy = await startProxy()
    const environment = { HTTPS_PROXY: proxy.url, NO_PROXY: 'instantly.invalid' }
    const { instantly } = setUp('https://instantly.invalid', { environment })
    expect(await errorOf(instantly.currentWorkspace(requestContext))).toMatchObject({ code: 'API_OFFLINE' })
    expect(proxy.asked).toEqual([])
  })

  test('the proxy is never used for this machine', async () => {
    const proxy = await startProxy()
    const environment = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url }
    const { instantly } = await against(() => ok({ id: 'w1', name: 'Acme' }), { environment })
    await expect(instantly.currentWorkspace(requestContext)).resolves.toEqual({ id: 'w1', name: 'Acme' })
    expect(proxy.asked).toEqual([])
  })

  test('without TLS at the other end the key is not sent', async () => {
    const plain = await startScriptedServer(() => ok({}))
    stops.push(plain.stop)
    const tunnel = await startTunnel(Number(new URL(plain.url).port))
    const { instantly } = setUp('https://api.instantly.invalid', { environment: { HTTPS_PROXY: tunnel.url } })
    await errorOf(instantly.currentWorkspace(requestContext))
    expect(plain.seen).toEqual([])
  })

  test('an unusable proxy address is logged, without its password', async () => {
    const environment = { HTTPS_PROXY: 'gopher://user:hunter2@' }
    const { instantly, lines } = setUp('https://instantly.invalid', { environment })
    await errorOf(instantly.currentWorkspace(requestContext))
    expect(lines.map((line) => line.level)).toEqual(['warn'])
    expect(JSON.stringify(lines)).not.toContain('hunter2')
  })
})

describe('requests', () => {
  test('each request reports once when it is written: after connecting, before its answer', async () => {
    const server = await startScriptedServer(() => ok({}))
    stops.push(server.stop)
    const send = createTransport(
      new URL(server.url),
      {},
      createLogger('test', () => undefined),
    )
    const order: string[] = []
    for (const path of ['/first', '/on-the-same-connection']) {
      const answer = await send(new Request(server.url + path), {
        body: undefined,
        signal: AbortSignal.timeout(60_000),
        onLeft: () => order.push(`${path} after ${server.seen.length}`),
      })
      await answer.text()
    }
    expect(order).toEqual(['/first after 0', '/on-the-same-connection after 1'])
  })

  const campaign = { id: 'c1', name: 'n', status: 1 }

  test('starting a campaign has no body and no content type', async () => {
    const { instantly, seen } = await against(() => ok(campaign))
    await instantly.activateCampaign(requestContext, 'c1')
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/api/v2/campaigns/c1/activate', body: '' })
    expect(seen[0]?.headers).not.toHaveProperty('content-type')
    expect(seen[0]?.headers['transfer-encoding']).toBeUndefined()
  })

  test("an upload is sent byte for byte, with the key, as JSON, with the app's name", async () => {
    const text = JSON.stringify({ leads: [{ email: 'zoë@example.com' }], note: 'é'.repeat(500_000) })
    const { instantly, seen } = await against(() => ok({ leads_uploaded: 1 }))
    await instantly.addLeads(requestContext, new TextEncoder().encode(text))
    expect(seen[0]?.body).toBe(text)
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      'user-agent': 'Sendoff/1.2.3',
    })
  })

  test("the demo's own fetch gets the same requests", async () => {
    const seen: [string, string, string][] = []
    const own = async (input: RequestInfo | URL) => {
      const request = new Request(input)
      seen.push([request.method, new URL(request.url).pathname, await request.text()])
      return Response.json(campaign)
    }
    const { instantly } = setUp(null, { fetch: own })
    await instantly.activateCampaign(requestContext, 'c1')
    await instantly.addLeads(requestContext, new TextEncoder().encode('{"leads":[]}')).catch(() => undefined)
    expect(seen).toEqual([
      ['POST', '/api/v2/campaigns/c1/activate', ''],
      ['POST', '/api/v2/leads/add', '{"leads":[]}'],
    ])
  })

  test('the audit log has the path, never the query', async () => {
    const { instantly, audit } = await against(() => page([]))
    await instantly.campaigns(requestContext, { name: 'private name' })
    expect(audit).toMatchObject([{ method: 'GET', path: '/api/v2/campaigns', outcome: 'ok', status: 200, tries: 1 }])
    expect(JSON.stringify(audit)).not.toContain('private')
  })
})

describe('a key that is not stored yet', () => {
  test('can be tested: each test returns the status Instantly itself gave', async () => {
    const { instantly, audit, seen, verdicts } = await against(({ url }) => {
      if (url.startsWith('/api/v2/accounts')) return refused(403, 'scope')
      if (url.startsWith('/api/v2/webhooks')) return refused(401, 'who')
      return page([])
    })
    const probe = instantly.withKey('another-secret', null)
    const statuses: Record<string, number> = {}
    for (const { path, query } of readProbes) statuses[path] = await probe.probe(path, query)
    expect(statuses).toMatchObject({ '/campaigns': 200, '/accounts': 403, '/webhooks': 401, '/leads/list': 200 })
    const list = seen.find((request) => request.url === '/api/v2/leads/list')
    expect(list).toMatchObject({ method: 'POST', body: '{"limit":1}' })
    expect(seen.every((request) => request.headers.authorization === 'Bearer another-secret')).toBe(true)
    expect(audit.length).toBe(readProbes.length)
    expect(audit.every((entry) => entry.workspaceId === null && entry.requestedBy === 'test connection')).toBe(true)
    expect(JSON.stringify(audit)).not.toContain('another-secret')
    expect(verdicts).toEqual([])
  })

  test("a firewall's 403 is not a missing scope", async () => {
    const { instantly } = await against(() => ({ status: 403, html: '<html>' }))
    const call = instantly.withKey('another-secret', workspaceId).probe('/campaigns', { limit: '1' })
    expect(await errorOf(call)).toMatchObject({ code: 'API_UNAVAILABLE' })
  })

  test('reads as the app does, and raw', async () => {
    const { instantly } = await against(({ url }) =>
      url.includes('current')
        ? ok({ id: 'w1', name: 'Acme', plan_id: 'pid' })
        : url.includes('analytics')
          ? ok([{ campaign_id: 'c1' }])
          : refused(404, 'Resource not found'),
    )
    const probe = instantly.withKey('another-secret', null)
    expect(await probe.currentWorkspace()).toEqual({ id: 'w1', name: 'Acme' })
    expect(await probe.readRaw('/workspaces/current')).toEqual({
      status: 200,
      json: { id: 'w1', name: 'Acme', plan_id: 'pid' },
    })
    expect(await probe.readRaw('/webhooks/event-types')).toMatchObject({ status: 404, json: { error: 'some reason' } })
    expect(await probe.readRaw('/campaigns/analytics')).toEqual({ status: 200, json: [{ campaign_id: 'c1' }] })
    for (const path of ['/../../elsewhere', '/campaigns?limit=1', 'campaigns', '']) {
      expect(await errorOf(probe.readRaw(path))).toMatchObject({ code: 'INVALID_INPUT' })
    }
  })
})

test("Instantly's clock offset is taken from its answers", async () => {
  const ahead = 3_600_000
  const { instantly } = await against(() => ({
    status: 200,
    json: { id: 'w1', name: 'Acme' },
    headers: { date: new Date(Date.now() + ahead).toUTCString() },
  }))
  expect(instantly.clockAheadMs(workspaceId)).toBe(0)
  await instantly.currentWorkspace(requestContext)
  expect(Math.abs(instantly.clockAheadMs(workspaceId) - ahead)).toBeLessThan(30_000)
})

test("The clock of a proxy's page is not taken for Instantly’s", async () => {
  const date = new Date(Date.now() + 400 * 86_400_000).toUTCString()
  const { instantly } = await against(() => ({ status: 502, html: '<title>Bad gateway</title>', headers: { date } }))
  await errorOf(instantly.currentWorkspace(requestContext))
  expect(instantly.clockAheadMs(workspaceId)).toBe(0)
})

test.each([86_400_000, -86_400_000])(
  'a request during which the computer’s clock was changed by %d ms gives no clock offset',
  async (step) => {
    const ahead = 3_600_000
    const { now, sleep } = skippingClock()
    let stepped = 0
    let steps = false
    const script: Script = () => {
      if (steps) stepped += step
      const date = new Date(Date.now() + ahead).toUTCString()
      return { status: 200, json: { id: 'w1', name: 'Acme' }, headers: { date } }
    }
    const { instantly } = await against(script, { clock: { now: () => now() + stepped, sleep } })
    await instantly.currentWorkspace(requestContext)
    steps = true
    await instantly.currentWorkspace(requestContext)
    expect(Math.abs(instantly.clockAheadMs(workspaceId) - ahead)).toBeLessThan(30_000)
    steps = false
    await instantly.currentWorkspace(requestContext)
    expect(Math.abs(instantly.clockAheadMs(workspaceId) + step - ahead)).toBeLessThan(30_000)
  },
)
