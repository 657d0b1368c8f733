/** Other tests derive passphrase keys at a lower cost; this one uses the cost the app ships with. */
import { scryptSync } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { repoRoot, startBackend } from '../../../support/backend.ts'

const shipped = 131_072
const passphrase = 'correct horse battery'

it('The lock and the vault derive their keys with 128 MB per guess', async () => {
  const app = startBackend({ instantlyUrl: null, keyProtection: 'plain', shippedStrength: true })
  try {
    await app.call('lock.save', { current: null, passphrase, afterMinutes: null })
    await app.call('vault.setPassphrase', { passphrase })
  } finally {
    await app.stop()
  }
  const { n, r, p, salt, hash } = JSON.parse(fs.readFileSync(path.join(app.dir, 'lock.json'), 'utf8'))
  expect({ n, r, p }).toEqual({ n: shipped, r: 8, p: 1 })
  const derived = scryptSync(passphrase, Buffer.from(salt, 'hex'), 32, { N: shipped, r: 8, p: 1, maxmem: 2 ** 28 })
  expect(derived.toString('hex')).toBe(hash)
  const db = new Database(path.join(app.dir, 'sendoff.db'), { readonly: true })
  expect(db.prepare('select cost from vault').pluck().get()).toBe(shipped)
  db.close()
})

it('Nothing that starts the real app sets another cost', () => {
  const folder = path.join(repoRoot, 'src')
  const setting = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => /createBackend\(\{[^]*?passphraseCost/.test(fs.readFileSync(path.join(folder, name), 'utf8')))
  expect(setting).toEqual([])
})
