import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type ReceivedWebhook = {
  readonly path: string
  readonly headers: http.IncomingHttpHeaders
  readonly text: string
  readonly body: { readonly event: string; readonly id: string; readonly lead: Readonly<Record<string, unknown>> }
}

/**
 * Starts a receiver as described in docs/crm.md: it reads the raw body, answers with `answer` (200 at first) and
 * records the requests. `hang` never answers; `drop` takes the request and cuts the connection.
 */
export async function startWebhookReceiver() {
  const received: ReceivedWebhook[] = []
  const state = { answer: 200 as number | 'hang' | 'drop', headers: {} as Record<string, string> }
  const take = async (request: http.IncomingMessage, response: http.ServerResponse) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const text = Buffer.concat(parts).toString('utf8')
    received.push({ path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) })
    if (state.answer === 'drop') request.socket.destroy()
    else if (state.answer !== 'hang') response.writeHead(state.answer, state.headers).end('thanks')
  }
  const server = http.createServer((request, response) => void take(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hooks/catch/123/secret-path`,
    port,
    received,
    state,
    async close(): Promise<void> {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Checks a signature the way the documentation tells receivers to. */
export function isSigned({ headers, text }: ReceivedWebhook, secret: string): boolean {
  const timestamp = String(headers['x-sendoff-timestamp'])
  const expected = `v1=${createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex')}`
  const given = String(headers['x-sendoff-signature'])
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}
