import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { listCopies } from '#backend/app/backups/backup-files.ts'
import { prepareRestore } from '#backend/app/backups/restore.ts'
import { getComputerId } from '#backend/core/db/computer-id.ts'
import { openStore } from '#backend/core/db/open.ts'
import { migrationsDir, repoRoot, startBackend, temporaryDir } from '../../../support/backend.ts'
import { startAfterKill } from '../../../support/crash/after-kill.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'

afterEach(() => vi.restoreAllMocks())

let made: ReturnType<typeof makeStoreAndCopy> | null = null
/** Created once; each test gets its own copy. */
async function storeAndCopy(): ReturnType<typeof makeStoreAndCopy> {
  const from = await (made ??= makeStoreAndCopy())
  const dir = temporaryDir('sendoff-killed-')
  fs.cpSync(from.dir, dir, { recursive: true })
  return { dir, copy: path.join(dir, path.relative(from.dir, from.copy)) }
}

/** Creates a store with one client, `before`, and a copy in which it is named `copied`. */
async function makeStoreAndCopy(): Promise<{ readonly dir: string; readonly copy: string }> {
  const app = startBackend({ instantlyUrl: null })
  await app.call('workspaces.create', { name: 'copied', colour: 1 })
  await app.call('backups.start', {})
  const copy = (await app.call('backups.state', {})).copies?.[0]?.path ?? ''
  const raw = new Database(path.join(app.dir, 'sendoff.db'))
  raw.exec(`update workspace set name = 'before'`)
  raw.close()
  await app.stop()
  return { dir: app.dir, copy }
}

function nameIn(dir: string): unknown {
  const { raw } = openStore(dir, migrationsDir)
  const name = raw.prepare('select name from workspace').pluck().get()
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
  raw.close()
  return name
}

/** Returns the client name of every store anywhere in the data folder. */
function keptNames(dir: string): readonly unknown[] {
  const kept = fs
    .readdirSync(path.join(dir, 'backups'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.startsWith('replaced-') && name.endsWith('sendoff.db'))
  return kept.map((name) => {
    const raw = new Database(path.join(dir, 'backups', name))
    const found = raw.prepare('select name from workspace').pluck().get()
    raw.close()
    return found
  })
}

class Killed extends Error {}

/** Skips the nth of these calls and everything after it, so that the disk is as after a kill. */
function dieAtStep(nth: number): void {
  let calls = 0
  for (const name of ['renameSync', 'writeFileSync', 'rmSync', 'mkdirSync'] as const) {
    const real = fs[name] as (...args: unknown[]) => unknown
    vi.spyOn(fs, name).mockImplementation((...args: unknown[]) => {
      calls += 1
      if (calls >= nth) throw new Killed()
      return real(...args)
    })
  }
}

describe('an interrupted restore', () => {
  it.each(Array.from({ length: 14 }, (_, at) => at + 1))(
    'at step %i: the store is completely the old one or the copy, and the old one is never lost',
    async (step) => {
      const { dir, copy } = await storeAndCopy()
      const parts = { dataDir: dir, migrationsDir, computer: getComputerId(dir), at: Date.now() }
      // A log that was not yet moved into the store must not be applied to the copy.
      const open = openStore(dir, migrationsDir)
      open.raw.exec(`update workspace set name = 'before, in the log'`)
      fs.copyFileSync(path.join(dir, 'sendoff.db-wal'), path.join(dir, 'kept-wal'))
      open.raw.close()
      fs.renameSync(path.join(dir, 'kept-wal'), path.join(dir, 'sendoff.db-wal'))
      dieAtStep(step)
      await prepareRestore(copy, parts).catch(() => undefined)
      try {
        openStore(dir, migrationsDir).raw.close()
      } catch {
        // The process would be killed there.
      }
      vi.restoreAllMocks()
      const name = nameIn(dir)
      expect(['before, in the log', 'copied']).toContain(name)
      if (name === 'copied') expect(keptNames(dir)).toEqual(['before, in the log'])
      expect(nameIn(dir)).toBe(name)
    },
  )
})

it('A disk that fills up is reported as full, and the copy is not called damaged', async () => {
  const { dir, copy } = await storeAndCopy()
  // With the file size limited to this many blocks, the system silently writes only what fits.
  const script = [
    '--disable-warning=ExperimentalWarning',
    path.join(repoRoot, 'tests/support/restore-with-little-room.ts'),
    dir,
    copy,
  ]
  const said = execFileSync('sh', ['-c', 'ulimit -f 300; exec "$0" "$@"', process.execPath, ...script], {
    encoding: 'utf8',
  })
  expect(said).toBe('STORE_FULL')
  expect(fs.readdirSync(dir).filter((name) => name.startsWith('restore-'))).toEqual([])
  expect(nameIn(dir)).toBe('before')
})

describe('an app killed while copying', () => {
  it('keeps only complete copies, and makes the next one', async () => {
    const dir = temporaryDir('sendoff-killed-')
    const random = createRandom(7)
    let killable = await startCrashingApp(dir, 'http://127.0.0.1:9')
    const { id } = await killable.call('workspaces.create', { name: 'Kessler', colour: 1 })
    makeList(dir, { workspaceId: id, name: 'A', count: 30_000 })
    const kills = times(2, 12)
    for (let kill = 0; kill < kills; kill += 1) {
      if (killable.dead()) killable = await startCrashingApp(dir, 'http://127.0.0.1:9')
      const backup = killable.call('backups.start', {}).catch(() => null)
      // At a random moment.
      for (let turns = Math.floor(random() * 4_000); turns > 0; turns -= 1)
        await new Promise((resolve) => setImmediate(resolve))
      await killable.kill()
      await backup
    }
    const app = await startAfterKill(dir, 'http://127.0.0.1:9')
    expect(await app.call('backups.start', {})).toMatchObject({ leads: 30_000, problem: null })
    const copies = listCopies(path.join(dir, 'backups'))
    expect(copies.length).toBeGreaterThan(0)
    for (const copy of copies) {
      const raw = new Database(copy.path, { readonly: true })
      expect(raw.pragma('quick_check', { simple: true })).toBe('ok')
      expect(raw.prepare('select count(*) from lead').pluck().get()).toBe(30_000)
      raw.close()
    }
    expect(fs.readdirSync(path.join(dir, 'backups')).filter((name) => name.includes('.part'))).toEqual([])
    await app.kill()
  })
})
