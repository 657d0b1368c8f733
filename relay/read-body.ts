import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

/** The bytes as sent. Refuses what is longer than `limit` as soon as that is known, and what ends too early. */
export function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = () => new Refusal('BODY_TOO_LARGE', `The body is larger than ${limit} bytes.`)
  if (Number(incoming.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const incomplete = () => reject(new Refusal('BODY_INCOMPLETE', 'The connection ended before the body did.'))
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) return void chunks.push(chunk)
      incoming.pause()
      reject(tooLarge())
    })
    incoming.on('end', () =>
      incoming.complete
        ? resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks))
        : incomplete(),
    )
    incoming.on('error', incomplete)
    incoming.on('close', incomplete)
  })
}
