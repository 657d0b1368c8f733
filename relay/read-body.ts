import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

export type BodyBudget = ReturnType<typeof createBodyBudget>

/** Number of bodies of the maximum size that may be read at once; a usual event is a thousandth of one. */
const largestAtOnce = 8

/**
 * Limits the total bytes of bodies being read: a request beyond it is asked to retry. A retried webhook costs nothing,
 * but a relay out of memory affects every client.
 */
export function createBodyBudget(bodyLimit: number) {
  const most = bodyLimit * largestAtOnce
  let inFlight = 0
  return {
    /** Reserves room for one body, released when its request ends. */
    take(incoming: Pick<IncomingMessage, 'headers'>) {
      let mine = 0
      const grow = (bytes: number): void => {
        if (bytes <= mine) return
        if (inFlight + bytes - mine > most)
          throw new Refusal('RATE_LIMITED', 'Too many bodies are being read at once.', 1_000)
        inFlight += bytes - mine
        mine = bytes
      }
      const announced = Number(incoming.headers['content-length'] ?? 0)
      // A longer announced length is refused a moment later.
      if (announced <= bodyLimit) grow(announced)
      return {
        grow,
        [Symbol.dispose]: () => {
          inFlight -= mine
          mine = 0
        },
      }
    },
  }
}

/**
 * Returns the bytes as sent. Refuses a body longer than `limit` as soon as that is known, and one that ends too early.
 * `grow` is called with the number of bytes so far, and may throw.
 */
export function readBody(
  incoming: IncomingMessage,
  limit: number,
  grow: (bytes: number) => void = () => undefined,
): Promise<Buffer> {
  const tooLarge = () => new Refusal('BODY_TOO_LARGE', `The body is larger than ${limit} bytes.`)
  if (Number(incoming.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    let isRefused = false
    const refuse = (error: unknown) => {
      isRefused = true
      chunks.length = 0
      incoming.pause()
      reject(error)
    }
    const incomplete = () => reject(new Refusal('BODY_INCOMPLETE', 'The connection ended before the body did.'))
    incoming.on('data', (chunk: Buffer) => {
      if (isRefused) return
      size += chunk.length
      if (size > limit) return refuse(tooLarge())
      try {
        grow(size)
      } catch (error) {
        return refuse(error)
      }
      chunks.push(chunk)
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
