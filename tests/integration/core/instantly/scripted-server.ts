import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Seen = {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}
type Json = Readonly<Record<string, unknown>>
export type Reply =
  | { readonly status: number; readonly json: unknown; readonly headers?: Record<string, string> }
  | { readonly status: number; readonly html: string; readonly headers?: Record<string, string> }
  | 'reset'
  | 'hang'
  | 'truncate'
  | 'announces too much'
  | 'sends too much'

export type Script = (seen: Seen, nth: number) => Reply

/** Starts a server that answers according to a script and records its requests. */
export async function startScriptedServer(script: Script) {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      }
      seen.push(one)
      answer(response, script(one, seen.length))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return
  if (reply === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  if (reply === 'truncate') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"status":"succ', () => response.socket?.destroy())
    return
  }
  if (reply === 'announces too much') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(2 ** 30) }).write('{')
    return
  }
  if (reply === 'sends too much') {
    response.writeHead(200, { 'content-type': 'application/json' })
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(2 ** 20, ' ')));
    }
    response.on('drain', more)
    more()
    return
  }
  const html = 'html' in reply
  const type = html ? 'text/html' : 'application/json; charset=utf-8'
  response.writeHead(reply.status, { 'content-type': type, ...reply.headers })
  response.end(html ? reply.html : JSON.stringify(reply.json))
}

export const ok = (json: unknown): Reply => ({ status: 200, json })
export const refused = (status: number, message: string, headers: Record<string, string> = {}): Reply => ({
  status,
  json: { statusCode: status, error: 'some reason', message },
  headers,
})
export const page = (items: readonly Json[], next?: string): Reply => ok({ items, next_starting_after: next })
