import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type ModelAsked = {
  readonly path: string
  readonly authorization: string | undefined
  readonly text: string
  readonly body: {
    readonly model: string
    readonly messages: readonly { readonly role: string; readonly content: string }[]
  }
}

/** Next answer of a server behind an OpenAI-compatible address: these words, or a failure. */
type Answer =
  | { readonly words: string }
  | { readonly status: number; readonly headers?: Record<string, string>; readonly raw?: string }
  | 'hang'

/** Starts a fake language model that answers with `state.answer`. */
export async function startFakeModel() {
  const asked: ModelAsked[] = []
  const state = {
    answer: { words: '{"answer":"ok"}' } as Answer,
    /** Reported token usage; a server need not report it. */
    usage: null as unknown,
    /** The answer waits for this promise. */
    ready: Promise.resolve(),
  }
  const take = async (request: http.IncomingMessage, response: http.ServerResponse) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const text = Buffer.concat(parts).toString('utf8')
    const { authorization } = request.headers
    asked.push({ path: request.url ?? '', authorization, text, body: JSON.parse(text) })
    const { answer } = state
    await state.ready
    if (answer === 'hang') return
    if ('status' in answer) response.writeHead(answer.status, answer.headers).end(answer.raw ?? '{}')
    else {
      const message = { role: 'assistant', content: answer.words }
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(
          JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }], usage: state.usage ?? undefined }),
        )
    }
  }
  const server = http.createServer((request, response) => void take(request, response))
  // Longer than any test: a connection closed just as a client reuses it would look like a fault no test asked for.
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/v1`,
    asked,
    state,
    async close(): Promise<void> {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
