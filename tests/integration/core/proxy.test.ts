import type { lookup } from 'node:dns'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { askModel } from '#backend/inbox/inbox-model/ask-model.ts'
import { createProjectRequest } from '#backend/leads/supabase/project-request.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

/** A proxy that records its targets. It passes nothing encrypted, and answers plain requests itself. */
let proxy: Awaited<ReturnType<typeof startProxy>>
async function startProxy() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    response.writeHead(206, { 'content-type': 'application/json', 'content-range': '0-0/5' })
    response.end(JSON.stringify([{ id: `${request.url} ${String(request.headers['apikey'])}` }]))
  })
  server.on('connect', (request, socket) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization']}`)
    if (request.url?.endsWith(':443')) return socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    return server.emit('connection', socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const environment = { http_proxy: `http://user:half%way@127.0.0.1:${port}` }
  return { asked, environment, close: () => server.close() }
}
beforeEach(async () => {
  proxy = await startProxy()
})
afterEach(() => proxy.close())

const login = `Basic ${Buffer.from('user:half%way').toString('base64')}`

async function askProject(origin: string) {
  const { environment } = proxy
  const clock = { ...createFakeClock(), sleep: async () => undefined }
  const request = createProjectRequest({ origin, key: 'k', userAgent: 'x', clock, environment }, () => undefined)
  await expect(request(`${origin}/rest/v1/leads`)).rejects.toMatchObject({ code: 'SUPABASE_UNREACHABLE' })
}

it("A Supabase project is called through the system's proxy", async () => {
  await askProject('https://project.example.invalid')
  expect(new Set(proxy.asked)).toEqual(new Set([`project.example.invalid:443 ${login}`]))
})

it("The proxy's answer is read like any other", async () => {
  const origin = 'http://project.example.invalid'
  const { environment } = proxy
  const access = { origin, key: 'k', userAgent: 'x', clock: createFakeClock(), environment }
  const request = createProjectRequest(access, () => undefined)
  const answer = await request(`${origin}/rest/v1/leads?id=gt.1`, { headers: { apikey: 'k' } })
  expect([answer.status, answer.headers.get('content-range')]).toEqual([206, '0-0/5'])
  expect(await answer.text()).toContain('/rest/v1/leads?id=gt.1 k')
})

it('A project on this computer is called without the proxy', async () => {
  await askProject('https://127.0.0.1:1')
  expect(proxy.asked).toEqual([])
})

const leadsTo = (address: string) =>
  ((_name: string, _options: unknown, done: (error: null, found: unknown) => void) =>
    done(null, [{ address, family: 4 }])) as unknown as typeof lookup

const ask = (address: string, privateNetwork = false) =>
  askModel({
    url: new URL('https://model.example.invalid/v1/chat/completions'),
    privateNetwork,
    key: 'k',
    body: '{}',
    timeoutMs: 5_000,
    appVersion: '0',
    signal: new AbortController().signal,
    resolve: leadsTo(address),
    environment: proxy.environment,
  })

it('A language model is called through the proxy too, unless its name leads into a private network', async () => {
  await expect(ask('93.184.215.14')).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' })
  expect(proxy.asked).toEqual([`model.example.invalid:443 ${login}`])
  await expect(ask('10.0.0.1')).rejects.toMatchObject({ data: { reason: 'private_network' } })
  await expect(ask('127.0.0.1', true)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' })
  expect(proxy.asked).toHaveLength(1)
})
