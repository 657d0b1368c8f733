import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

export type BodyBudget = ReturnType<typeof createBodyBudget>

/** Bodies of the largest kind that may be on their way at once; a usual event is a thousandth of one. */
const largestAtOnce = 8

/**
 * The bytes of bodies being read, all together: who would go beyond is asked to come again. A retried webhook costs
 * nothing, a relay out of memory costs every client.
 */
export function createBodyBudget(bodyLimit: number) {
  const most = bodyLimit * largestAtOnce
  let inFlight = 0
  return {
    /** Room for one body, given back when its request is over. */
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
      // What announces more than is taken is refused by its length a moment later.
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
 * The bytes as sent. Refuses what is longer than `limit` as soon as that is known, and what ends too early. `grow` hears
 * how many there are so far, and may throw.
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
