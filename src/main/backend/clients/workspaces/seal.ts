/** Encryption under a passphrase: scrypt derives the key, AES-256-GCM encrypts with it. No state, no store. */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'

/** scrypt's N as shipped. With r=8 one guess costs 128 MB and about a third of a second. */
export const passphraseCost = 2 ** 17
const highestCost = 2 ** 20
const saltBytes = 16
const nonceBytes = 12
const tagBytes = 16
const sealVersion = 1

export const newSalt = (): Buffer => randomBytes(saltBytes)

/** Derives the 256-bit key of a passphrase off this thread. Refuses implausible stored costs, or any below `least`. */
export function deriveKey(passphrase: string, salt: Buffer, cost: number, least: number): Promise<Buffer> {
  if (cost < least || cost > highestCost || !Number.isInteger(Math.log2(cost)) || salt.length !== saltBytes) {
    return Promise.reject(new Error('the stored passphrase settings are damaged'))
  }
  // The same passphrase typed on another keyboard may arrive in another Unicode form.
  const secret = Buffer.from(passphrase.normalize('NFKC'), 'utf8')
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 }, (error, key) => {
      secret.fill(0)
      if (error) reject(error)
      else resolve(key)
    })
  })
}

/** Encrypts `text` so that it can only be decrypted with the same key and the same `boundTo`. */
export function sealText(key: Buffer, boundTo: string, text: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(boundTo, 'utf8'))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([sealVersion]), nonce, cipher.getAuthTag(), body])
}

/** Decrypts what `sealText` returned; null for another key, another binding or damaged bytes. */
export function openSealed(key: Buffer, boundTo: string, sealed: Buffer): Buffer | null {
  if (sealed.length < 1 + nonceBytes + tagBytes || sealed[0] !== sealVersion) return null
  const nonce = sealed.subarray(1, 1 + nonceBytes)
  const tag = sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(boundTo, 'utf8'))
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes + tagBytes)), decipher.final()])
  } catch {
    return null
  }
}
