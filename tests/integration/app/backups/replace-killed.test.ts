/**
 * *Delete earlier copies*, killed at any point: nothing half deleted is taken for a copy, and the rest can be deleted
 * later.
 */
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { listCopies } from '#backend/app/backups/backup-files.ts'
import { getComputerId } from '#backend/core/db/computer-id.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { startAfterKill, startHere, type UnkilledApp } from '../../../support/crash/after-kill.ts'
import { type CrashingOptions, startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'

const leads = 4_000
const foreign = 'sendoff-2026-01-04T03-00-00-daily-0a0b0c0d.db'

let dir = ''
let backups = ''
let app: UnkilledApp
afterEach(async () => {
  if (!app.dead()) await app.kill()
})

const start = async (options: CrashingOptions = {}) => {
  app = await startCrashingApp(dir, 'http://127.0.0.1:9', options)
}
const startToSee = async () => {
  app = await startAfterKill(dir, 'http://127.0.0.1:9')
}

/**
 * Creates a store with three earlier copies, one of another computer, and one that a restore put aside with rows in its
 * log.
 */
async function makeCopies(): Promise<void> {
  dir = temporaryDir('sendoff-replace-killed-')
  app = startHere(dir, 'http://127.0.0.1:9')
  const { id } = await app.call('workspaces.create', { name: 'Kessler', colour: 1 })
  makeList(dir, { workspaceId: id, name: 'A', count: leads })
  await app.call('backups.start', {})
  const folder = path.join(dir, 'backups')
  const [first] = listCopies(folder)
  if (!first) throw new Error('no copy')
  for (const name of [...earlierNames(first.computer), foreign]) fs.copyFileSync(first.path, path.join(folder, name))
  fs.rmSync(first.path)
  const aside = path.join(folder, `replaced-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`)
  fs.mkdirSync(aside)
  const raw = new Database(path.join(dir, 'sendoff.db'))
  raw.pragma('wal_checkpoint(TRUNCATE)')
  raw.exec(`update workspace set name = 'in the log'`)
  for (const end of ['', '-wal'])
    fs.copyFileSync(path.join(dir, `sendoff.db${end}`), path.join(aside, `sendoff.db${end}`))
  raw.close()
  await app.kill()
}

const earlierNames = (computer: string) =>
  ['01T03-00-00-daily', '02T03-00-00-update', '03T03-00-00-hand'].map((of) => `sendoff-2026-01-${of}-${computer}.db`)

let made: Promise<string> | null = null
/** Created once; each test gets its own copy. */
async function withCopies(): Promise<readonly string[]> {
  made ??= makeCopies().then(() => dir)
  const from = await made
  dir = temporaryDir('sendoff-replace-killed-')
  fs.cpSync(from, dir, { recursive: true })
  backups = path.join(dir, 'backups')
  return earlierNames(getComputerId(dir)).map((name) => path.join(backups, name))
}

/**
 * Checks that every existing copy opens intact and is offered, and that a store put aside is either complete with its
 * log or not a store.
 */
async function expectWhole(earlier: readonly string[]): Promise<void> {
  const { copies, replaced } = await app.call('backups.state', {})
  const paths = (copies ?? []).map((copy) => copy.path)
  expect(paths).toContain(path.join(backups, foreign))
  const areAllThere = earlier.every((file) => paths.includes(file))
  const isOneNewer = paths.some((file) => !earlier.includes(file) && path.basename(file) !== foreign)
  expect(areAllThere || isOneNewer).toBe(true)
  for (const file of paths) {
    const raw = new Database(file, { readonly: true })
    expect(raw.pragma('quick_check', { simple: true })).toBe('ok')
    expect(raw.prepare('select count(*) from lead').pluck().get()).toBe(leads)
    raw.close()
  }
  const asides = fs.readdirSync(backups).filter((name) => name.startsWith('replaced-'))
  expect(replaced).toHaveLength(asides.length)
  for (const name of asides) {
    const file = path.join(backups, name, 'sendoff.db')
    if (!fs.existsSync(file)) continue
    expect(await app.call('backups.look', { path: file })).toMatchObject({ clientNames: ['in the log'] })
  }
}

async function expectDeletedAgain(): Promise<void> {
  await app.call('backups.replaceEarlier', {})
  const { copies, replaced } = await app.call('backups.state', {})
  expect(copies).toHaveLength(2)
  expect(replaced).toEqual([])
  expect(await app.call('backups.earlier', {})).toMatchObject({ replaced: 0, staying: { length: 1 }, unread: [] })
  expect(fs.readdirSync(backups).filter((name) => !/^sendoff-.*\.(?:db|json)$/.test(name))).toEqual([])
}

describe('killed while earlier copies are deleted', () => {
  // Three copies, then the store put aside and its folder; in the short run one copy and the store stand for them.
  it.each([2, 4, 5, 1, 3].slice(0, times(2, 5)))(
    'before removal %i: remaining copies are complete, and deleted the next time',
    async (nth) => {
      const earlier = await withCopies()
      await start({ dyingAtCopy: nth })
      await app.call('backups.replaceEarlier', {}).catch(() => null)
      await app.gone
      await startToSee()
      await expectWhole(earlier)
      const left = listCopies(backups).filter((copy) => earlier.includes(copy.path))
      expect(left).toHaveLength(Math.max(0, 4 - nth))
      await expectDeletedAgain()
    },
  )

  it('at any moment, including while the new copy is made', async () => {
    const random = createRandom(Number(process.env['REPLACE_SEED'] ?? 3))
    const earlier = await withCopies()
    for (let kill = 0; kill < times(1, 30); kill += 1) {
      await start()
      const replacing = app.call('backups.replaceEarlier', {}).catch(() => null)
      for (let turns = Math.floor(random() * 3_000); turns > 0; turns -= 1)
        await new Promise((resolve) => setImmediate(resolve))
      await app.kill()
      await replacing
      await startToSee()
      await expectWhole(earlier)
      if (kill + 1 < times(1, 30)) await app.kill()
    }
    await expectDeletedAgain()
  })
})
