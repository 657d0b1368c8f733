import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { app } from '../../../stand-in/api/app.ts'
import { safeStorage } from '../../../stand-in/api/safe-storage.ts'

const home = mkdtempSync(path.join(os.tmpdir(), 'sendoff-keyring-'))
beforeAll(() => {
  app.setPath('userData', home)
  app.becomeReady()
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('A secret is decrypted again, and its cipher contains nothing of it', async () => {
  const secret = 'fake-key-of-a-workspace-äöü'
  const sealed = await safeStorage.encryptStringAsync(secret)
  expect(sealed.toString('latin1')).not.toContain('fake-key')
  expect(sealed).not.toEqual(await safeStorage.encryptStringAsync(secret))
  expect((await safeStorage.decryptStringAsync(sealed)).result).toBe(secret)
})

test('A keyring that does not answer keeps its name, and encrypts as if there were none', async () => {
  const sealed = await safeStorage.encryptStringAsync('secret')
  expect(sealed.subarray(0, 3).toString()).toBe('v11')
  vi.stubEnv('STANDIN_KEYRING', 'silent')
  expect(safeStorage.getSelectedStorageBackend()).toBe('gnome_libsecret')
  const weak = await safeStorage.encryptStringAsync('secret')
  expect(weak.subarray(0, 3).toString()).toBe('v10')
  await expect(safeStorage.decryptStringAsync(sealed)).rejects.toThrow('decrypting')
  vi.unstubAllEnvs()
  expect(await safeStorage.decryptStringAsync(weak)).toEqual({ result: 'secret', shouldReEncrypt: true })
  expect(await safeStorage.decryptStringAsync(sealed)).toEqual({ result: 'secret', shouldReEncrypt: false })
})

test('A changed cipher and one of another keyring are refused', async () => {
  const sealed = await safeStorage.encryptStringAsync('secret')
  const changed = Buffer.from(sealed)
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
  await expect(safeStorage.decryptStringAsync(changed)).rejects.toThrow()
  await expect(safeStorage.decryptStringAsync(Buffer.from('not a cipher at all'))).rejects.toThrow('decrypting')
  expect(readFileSync(path.join(home, '.standin-keyring'))).toHaveLength(32)
  vi.stubEnv('STANDIN_KEYRING', 'none')
  await expect(safeStorage.decryptStringAsync(sealed)).rejects.toThrow()
  expect(safeStorage.getSelectedStorageBackend()).toBe('basic_text')
  vi.unstubAllEnvs()
  expect(safeStorage.getSelectedStorageBackend()).not.toBe('basic_text')
})
