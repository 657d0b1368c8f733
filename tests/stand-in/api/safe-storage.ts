/**
 * Electron's asynchronous `safeStorage`. With a keyring (the default) the key lies in the profile, so what was
 * encrypted can be read after a relaunch and never holds the clear text. `STANDIN_KEYRING=none` is a Linux desktop
 * without one: the backend calls itself `basic_text` and its key is known to everybody.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { app } from './app.ts'

const mark = Buffer.from('standin1')
const hasKeyring = () => process.env['STANDIN_KEYRING'] !== 'none'

export const safeStorage = {
  getSelectedStorageBackend: (): string =>
    !app.isReady() ? 'unknown' : hasKeyring() ? 'gnome_libsecret' : 'basic_text',
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    await app.whenReady()
    return true
  },
  async encryptStringAsync(text: string): Promise<Buffer> {
    await app.whenReady()
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keyringKey(), nonce)
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([mark, nonce, cipher.getAuthTag(), sealed])
  },
  async decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    await app.whenReady()
    if (!sealed.subarray(0, 8).equals(mark))
      throw new Error('Error while decrypting the ciphertext provided to safeStorage')
    const decipher = createDecipheriv('aes-256-gcm', keyringKey(), sealed.subarray(8, 20))
    decipher.setAuthTag(sealed.subarray(20, 36))
    const result = Buffer.concat([decipher.update(sealed.subarray(36)), decipher.final()]).toString('utf8')
    return { result, shouldReEncrypt: false }
  },
}

function keyringKey(): Buffer {
  if (!hasKeyring()) return createHash('sha256').update('no keyring').digest()
  const file = path.join(app.getPath('userData'), '.standin-keyring')
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, randomBytes(32), { mode: 0o600 })
  }
  return readFileSync(file)
}
