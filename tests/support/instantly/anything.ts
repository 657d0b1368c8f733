import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { allowedAnswer } from './allowed-answer.ts'
import { findOperation, resolved } from './facts.ts'

/** Starts an Instantly without state that returns any answer its document allows. A list has at most two pages. */
export async function startAnything(random: () => number) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x')
      const operation = findOperation(request.method ?? 'GET', pathname)
      const [status, schema] =
        Object.entries(operation?.facts.responses ?? {}).find(([code]) => code.startsWith('2')) ?? []
      if (!schema) return void response.writeHead(status === undefined ? 404 : Number(status)).end()
      const answer = allowedAnswer(resolved(schema), { random, fullness: 'any' })
      const isPage = typeof answer === 'object' && answer !== null && 'next_starting_after' in answer
      const goesOn = random() < 0.3 && !searchParams.has('starting_after')
      const body = isPage ? { ...answer, next_starting_after: goesOn ? `after ${random()}` : null } : answer
      response.writeHead(Number(status), { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
