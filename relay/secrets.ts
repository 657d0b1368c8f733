import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { joinRelayToken, splitRelayToken } from '#shared/relay-protocol.ts'
import type { SecretHashes } from './store/types.ts'

const partBytes = 24

/** Returns a new token, which is shown once. */
export function newToken(): string {
  const part = () => randomBytes(partBytes).toString('base64url')
  return joinRelayToken({ path: part(), secret: part(), reading: part() })
}

/**
 * Returns the hashes of a token that the store keeps. Its parts are 192 random bits each, so a plain hash cannot be
 * brute-forced.
 */
export function hashesOf(token: string): SecretHashes {
  const parts = splitRelayToken(token)
  if (!parts) throw new Error('This is not a relay token.')
  return { path: sha256(parts.path), secret: sha256(parts.secret), token: sha256(token) }
}

export function sha256(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}

/** Compares two hashes, whose lengths are equal. */
export function sameHash(a: Buffer, b: Buffer): boolean {
  return timingSafeEqual(a, b)
}

const rememberedSenders = 1_000

/**
 * Returns a function that distinguishes senders without revealing their addresses: its results are meaningful only with
 * the store's salt.
 */
export function createSourceLookup(salt: Buffer): (address: string) => string {
  // Instantly posts from few addresses.
  const known = new Map<string, string>()
  return (address) => {
    const before = known.get(address)
    if (before !== undefined) return before
    const source = createHmac('sha256', salt).update(address).digest('hex').slice(0, 16)
    if (known.size >= rememberedSenders) known.clear()
    known.set(address, source)
    return source
  }
}
