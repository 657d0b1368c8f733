/**
 * Fakes HubSpot, Pipedrive and Salesforce as far as Sendoff uses them, written from their documentation, on one port
 * with one path each. Tests check what they contain: duplicate contacts or deals show up as two.
 */
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFakeHubspot } from './fake-hubspot.ts'
import { createFakePipedrive } from './fake-pipedrive.ts'
import { createFakeSalesforce } from './fake-salesforce.ts'

export type CrmCall = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}
export type CrmReply = { readonly status: number; readonly json: unknown; readonly headers?: Record<string, string> }
export type FakeSystem = { answer(call: CrmCall): CrmReply }

/** A fault of one request: `lost` is carried out and not answered, `dropped` is not carried out. */
export type CrmFault =
  | { readonly kind: 'lost' | 'dropped' | 'garbled' }
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly json?: unknown
      readonly headers?: Record<string, string>
    }
  | { readonly kind: 'kill'; readonly pid: number; readonly when: 'before' | 'after' }
  /** Never answered, whether carried out or not; `came` is called when it arrives. */
  | { readonly kind: 'unanswered'; readonly when: 'before' | 'after'; readonly came: () => void }

type Scripted = { readonly method: string; readonly path: RegExp; readonly fault: CrmFault; left: number }

export async function startFakeCrm() {
  const hubspot = createFakeHubspot()
  const pipedrive = createFakePipedrive()
  const salesforce = createFakeSalesforce()
  const systems: Readonly<Record<string, FakeSystem>> = { hubspot, pipedrive, salesforce }
  const calls: (CrmCall & { readonly system: string })[] = []
  const script: Scripted[] = []
  const sockets = { port: 0 }

  const take = async (request: http.IncomingMessage, response: http.ServerResponse) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const url = new URL(request.url ?? '/', 'http://fake')
    const [, name = '', ...rest] = url.pathname.split('/')
    const { method = 'GET', headers } = request
    const call = {
      method,
      path: `/${rest.join('/')}`,
      query: url.searchParams,
      headers,
      body: Buffer.concat(parts).toString('utf8'),
    }
    calls.push({ ...call, system: name })
    const wrong = script.find(
      (each) => each.left > 0 && each.method === method && each.path.test(`${name}${call.path}`),
    )
    if (wrong) wrong.left -= 1
    const fault = wrong?.fault
    if (fault?.kind === 'dropped') return void request.socket.destroy()
    if (fault?.kind === 'kill' && fault.when === 'before') {
      process.kill(fault.pid, 'SIGKILL')
      return void request.socket.destroy()
    }
    if (fault?.kind === 'answer')
      return send(response, { status: fault.status, json: fault.json ?? {}, headers: fault.headers ?? {} })
    if (fault?.kind === 'unanswered' && fault.when === 'before') return fault.came()
    const reply = systems[name]?.answer(call) ?? { status: 404, json: {} }
    if (fault?.kind === 'lost') return void request.socket.destroy()
    if (fault?.kind === 'kill') {
      process.kill(fault.pid, 'SIGKILL')
      return void request.socket.destroy()
    }
    if (fault?.kind === 'unanswered') return fault.came()
    if (fault?.kind === 'garbled') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
    send(response, reply)
  }
  const server = http.createServer((request, response) => void take(request, response))
  // Longer than any test: a connection closed just as a client reuses it would look like a fault no test asked for.
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  sockets.port = (server.address() as AddressInfo).port
  const url = `http://127.0.0.1:${sockets.port}`
  return {
    url,
    hubspot,
    pipedrive,
    salesforce,
    calls,
    /** Makes the next `times` matching requests fail. The path begins with the system's name. */
    fault(method: string, path: RegExp, fault: CrmFault, times = 1): void {
      script.push({ method, path, fault, left: times })
    },
    heal: () => void script.splice(0),
    async close(): Promise<void> {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
export type FakeCrm = Awaited<ReturnType<typeof startFakeCrm>>

function send(response: http.ServerResponse, { status, json, headers = {} }: CrmReply): void {
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(json === null ? '' : JSON.stringify(json))
}
