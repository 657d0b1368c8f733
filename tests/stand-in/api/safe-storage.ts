/**
 * Electron's asynchronous `safeStorage`. With a keyring (the default) the key is stored in the profile, so that ciphers
 * can be decrypted after a relaunch and never contain the clear text; a cipher begins with `v11`, like Chromium's on
 * Linux. `STANDIN_KEYRING=none` is a Linux desktop without a keyring: the backend is named `basic_text`, its key is
 * publicly known and its ciphers begin with `v10`. `STANDIN_KEYRING=silent` is a desktop whose keyring does not answer:
 * the backend still has the keyring's name, because Electron derives it from the name of the desktop, but it encrypts
 * as without one.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { app } from './app.ts'

const keyringMark = Buffer.from('v11')
const publicKeyMark = Buffer.from('v10')
const named = () => process.env['STANDIN_KEYRING'] !== 'none'
const answers = () => named() && process.env['STANDIN_KEYRING'] !== 'silent'

export const safeStorage = {
  getSelectedStorageBackend: (): string => (!app.isReady() ? 'unknown' : named() ? 'gnome_libsecret' : 'basic_text'),
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    await app.whenReady()
    return true
  },
  async encryptStringAsync(text: string): Promise<Buffer> {
    assertReady()
    const nonce = randomBytes(12)
    const mark = answers() ? keyringMark : publicKeyMark
    const cipher = createCipheriv('aes-256-gcm', keyFor(mark), nonce)
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([mark, nonce, cipher.getAuthTag(), sealed])
  },
  async decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    assertReady()
    const mark = [keyringMark, publicKeyMark].find((one) => sealed.subarray(0, 3).equals(one))
    if (!mark || (mark === keyringMark && !answers()))
      throw new Error('Error while decrypting the ciphertext provided to safeStorage')
    const decipher = createDecipheriv('aes-256-gcm', keyFor(mark), sealed.subarray(3, 15))
    decipher.setAuthTag(sealed.subarray(15, 31))
    const result = Buffer.concat([decipher.update(sealed.subarray(31)), decipher.final()]).toString('utf8')
    return { result, shouldReEncrypt: mark === publicKeyMark && answers() }
  },
}

function assertReady(): void {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready')
}

function keyFor(mark: Buffer): Buffer {
  if (mark === publicKeyMark) return createHash('sha256').update('no keyring').digest()
  const file = path.join(app.getPath('userData'), '.standin-keyring')
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, randomBytes(32), { mode: 0o600 })
  }
  return readFileSync(file)
}
