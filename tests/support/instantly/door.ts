import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A door before the simulated Instantly that rewrites what it says: answers it would never give. */
export async function startDoor(to: string, rewrite: (path: string, text: string) => string) {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      const { authorization = '' } = request.headers
      const path = request.url ?? ''
      const answer = await fetch(to + path, {
        method: request.method ?? 'GET',
        headers: { authorization, ...(parts.length > 0 ? { 'content-type': 'application/json' } : {}) },
        ...(parts.length > 0 ? { body: Buffer.concat(parts) } : {}),
      })
      const text = rewrite(path, await answer.text())
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
    })
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
