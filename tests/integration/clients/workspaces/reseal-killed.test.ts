/** The keyring has a better key by now, and the app is killed while it reseals its API keys: none is lost. */
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { temporaryDir } from '../../../support/backend.ts'
import { startAfterKill, startHere, type UnkilledApp } from '../../../support/crash/after-kill.ts'
import { goneIsNothing } from '../../../support/crash/crash-bench.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'

const betterKey = 0x3c
let fake: FakeInstantly
let app: UnkilledApp
afterEach(async () => {
  if (!app.dead()) await app.kill()
  expect(fake.violations).toEqual([])
  await fake.close()
})

const ciphers = (dir: string): readonly string[] => {
  const db = new Database(path.join(dir, 'sendoff.db'), { readonly: true })
  try {
    return db.prepare('select hex(cipher) from api_key order by id').pluck().all() as string[]
  } finally {
    db.close()
  }
}

it.each([
  ['in the midst of', 'inside'],
  ['right after', 'committed'],
] as const)('Killed %s encrypting it: the key opens as before, and is encrypted again in the end', async (_, when) => {
  fake = await startFakeInstantly()
  const dir = temporaryDir('sendoff-reseal-')
  app = startHere(dir, fake.url)
  const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, key: fake.key })
  await app.kill()
  const before = ciphers(dir)
  const ask = () => app.call('exports.choices', { workspaceId: workspace.id })

  const dying = { table: 'api_key', column: 'cipher', nth: 1, when }
  app = await startCrashingApp(dir, fake.url, { dying, keyring: betterKey })
  expect(await ask().catch(goneIsNothing)).toBeNull()
  await app.gone
  // Sealed completely under either the one key or the other.
  expect(ciphers(dir).length).toBe(1)
  expect(ciphers(dir)[0] === before[0]).toBe(when === 'inside')

  app = await startAfterKill(dir, fake.url, { keyring: betterKey })
  expect((await ask()).campaigns).toEqual([])
  expect(ciphers(dir)[0]).not.toBe(before[0])
  await app.kill()

  // A resealed secret no longer needs the old key, and is unchanged.
  app = await startAfterKill(dir, fake.url, { keyring: betterKey })
  expect((await ask()).campaigns).toEqual([])
})
