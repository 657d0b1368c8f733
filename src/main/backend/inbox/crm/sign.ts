import { createHmac, randomBytes } from 'node:crypto'

/** A signing secret: `whsec_` and 32 random bytes. */
export const newSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`

/**
 * The signature of a body: `v1=` and the hex HMAC-SHA256, keyed with the whole secret as text, of the timestamp (seconds
 * since 1970), a full stop and the body. Receivers compare in constant time and refuse timestamps older than five minutes.
 */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`, 'utf8').digest('hex')}`
}
