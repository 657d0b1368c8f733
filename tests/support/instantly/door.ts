import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** Starts a proxy in front of the simulated Instantly that rewrites its answers into ones it would never give. */
export async function startDoor(to: string, rewrite: (path: string, text: string) => string) {
  const server = createServer((request, response) => {
    const pass = async () => {
      const body = await buffer(request)
      const { authorization = '' } = request.headers
      const path = request.url ?? ''
      const answer = await fetch(to + path, {
        method: request.method ?? 'GET',
        headers: { authorization, ...(body.length > 0 ? { 'content-type': 'application/json' } : {}) },
        ...(body.length > 0 ? { body } : {}),
      })
      const text = rewrite(path, await answer.text())
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
    }
    pass().catch((error: unknown) => response.destroy(error as Error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}
