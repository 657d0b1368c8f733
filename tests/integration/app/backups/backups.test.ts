import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { awaitBackupResult } from '#backend/app/backups/backup-orders.ts'
import { copyStore } from '#backend/app/backups/copy-store.ts'
import { getComputerId } from '#backend/core/db/computer-id.ts'
import { freezeStoreFileFor } from '#backend/core/db/freeze-store-file.ts'
import { createReaderControl } from '#backend/core/db/read-together.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { spawnBackup, startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { makeList } from '../../../support/lists.ts'

let app: TestBackend
let workspaceId: WorkspaceId

beforeEach(async () => {
  app = startBackend({ instantlyUrl: null })
  workspaceId = (await app.call('workspaces.create', { name: 'Kessler', colour: 1 })).id
})
afterEach(() => app.stop())

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error as { code?: string }).code,
  )
const state = () => app.call('backups.state', {})
const names = async () => (await app.call('workspaces.list', {})).map(({ name }) => name)
const newest = async () => (await state()).copies?.[0]?.path ?? ''

describe('a scheduled backup', () => {
  it('is made at its hour, made up for after sleep, and retried an hour after a failure', async () => {
    const day = 24 * 60 * 60_000
    const clock = createFakeClock(new Date(2026, 2, 2, 14, 0).getTime())
    await app.stop()
    app = startBackend({ instantlyUrl: null, dir: app.dir, clock, paces: { backup: {} } })
    /** A thread makes the copy, while the clock stands still. */
    const made = (count: number) =>
      until(`${count} copies`, async () =>
        (await state()).copies?.length === count && !(await isRunning()) ? true : null,
      )
    const isRunning = async () => (await state()).running !== null
    /** In steps of ten minutes, because every job that looks more often would look for days. */
    const passes = async (ms: number) => {
      for (const end = clock.now() + ms; clock.now() < end; ) {
        clock.set(Math.min(end, clock.now() + 600_000))
        await clock.advance(0)
      }
    }
    // No copy exists yet, so the first is made right after the start.
    await clock.advance(10_000)
    expect((await state()).copies).toEqual([])
    await clock.advance(60_000)
    await made(1)

    await passes(day / 4)
    expect((await state()).copies).toHaveLength(1)
    app.backend.machine('suspend')
    await passes(2 * day)
    expect((await state()).copies).toHaveLength(1)
    app.backend.machine('resume')
    await made(2)

    const place = temporaryDir()
    app.place = place
    await app.call('backups.chooseFolder', {})
    fs.rmdirSync(place)
    await passes(day)
    await until('a failure', async () => ((await state()).last?.problem ? true : null))
    fs.mkdirSync(place)
    await passes(50 * 60_000)
    // Copies in the previously chosen folder are still listed.
    expect((await state()).copies).toHaveLength(2)
    await passes(11 * 60_000)
    await made(3)
  })
})

it('A scheduled backup removes an interrupted copy a minute after the next start in any folder, but not one another computer is writing', async () => {
  const away = temporaryDir()
  app.place = away
  await app.call('backups.chooseFolder', {})
  await app.call('backups.save', { daily: false, hour: 3 })
  await app.stop()
  const computer = getComputerId(app.dir)
  const first = path.join(app.dir, 'backups')
  fs.mkdirSync(first, { recursive: true })
  const parts = [first, away].flatMap((folder) =>
    ['hand', 'update'].flatMap((kind) =>
      ['', '-journal'].map((end) => path.join(folder, `sendoff-2026-01-01T03-00-00-${kind}-${computer}.db.part${end}`)),
    ),
  )
  const other = path.join(away, 'sendoff-2026-01-01T03-00-00-daily-0a0b0c0d.db.part')
  for (const file of [...parts, other]) fs.writeFileSync(file, 'half of everybody')
  const clock = createFakeClock(Date.UTC(2026, 2, 2, 14))
  app = startBackend({ instantlyUrl: null, dir: app.dir, clock, paces: { backup: {} } })
  await clock.advance(61_000)
  expect([...parts, other].filter((file) => fs.existsSync(file))).toEqual([other])
  await app.call('backups.start', {})
  expect(fs.existsSync(other)).toBe(true)
})

it('A store set aside by a restore outlives a clock that jumps a month ahead, and goes once the date has held', async () => {
  const day = 24 * 60 * 60_000
  const aside = path.join(app.dir, 'backups', 'replaced-2026-03-01T08-00-00')
  fs.mkdirSync(aside, { recursive: true })
  fs.writeFileSync(path.join(aside, 'sendoff.db'), 'store')
  const clock = createFakeClock(Date.UTC(2026, 2, 2, 14))
  await app.stop()
  app = startBackend({ instantlyUrl: null, dir: app.dir, clock, paces: { backup: {} } })
  await clock.advance(61_000)
  clock.set(clock.now() + 31 * day)
  await app.call('backups.start', {})
  expect((await state()).replaced).toHaveLength(1)
  clock.set(clock.now() + 2 * day)
  await app.call('backups.start', {})
  expect((await state()).replaced).toEqual([])
})

describe('a backup on demand', () => {
  it('is one file that opens completely, with all data', async () => {
    makeList(app.dir, { workspaceId, name: 'A', count: 500 })
    expect((await state()).copies).toEqual([])
    const end = await app.call('backups.start', {})
    expect(end).toMatchObject({ clients: 1, leads: 500, problem: null })
    const copy = new Database(await newest(), { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(copy.prepare('select count(*) from lead').pluck().get()).toBe(500)
    copy.close()
    expect(fs.readdirSync(path.join(app.dir, 'backups')).filter((name) => !name.endsWith('.db'))).toEqual([])
    if (process.platform !== 'win32') expect(fs.statSync(await newest()).mode & 0o077).toBe(0)
  })

  it('is made while another connection keeps reading the log', async () => {
    makeList(app.dir, { workspaceId, name: 'A', count: 500 })
    await app.call('workspaces.create', { name: 'Brandt', colour: 2 })
    const reader = new Database(path.join(app.dir, 'sendoff.db'), { readonly: true })
    reader.exec('begin')
    reader.prepare('select count(*) from workspace').get()
    await app.call('workspaces.create', { name: 'Lindner', colour: 3 })
    expect(await app.call('backups.start', {})).toMatchObject({ clients: 3, leads: 500, problem: null })
    reader.close()
    const copy = new Database(await newest(), { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(copy.prepare('select name from workspace order by id').pluck().all()).toEqual([
      'Kessler',
      'Brandt',
      'Lindner',
    ])
    copy.close()
  })

  it('copies all bytes of the given file while the store does not change', async () => {
    // More than two chunks, with an incomplete last one.
    makeList(app.dir, { workspaceId, name: 'A', count: 30_000 })
    await app.stop()
    const storePath = path.join(app.dir, 'sendoff.db')
    const held = new Database(storePath)
    held.pragma('wal_checkpoint(TRUNCATE)')
    // SQLite's own backup would copy the store by its name, which this detects.
    const other = path.join(temporaryDir(), 'other.db')
    fs.copyFileSync(storePath, other)
    const raw = new Database(other)
    raw.pragma('journal_mode = DELETE')
    raw.exec(`update workspace set name = 'Handed'`)
    raw.close()
    const fd = fs.openSync(other, 'r')
    expect(fs.fstatSync(fd).size).toBeGreaterThan(8 * 1024 * 1024)
    const target = path.join(temporaryDir(), 'copy.db')
    const moment = new SharedArrayBuffer(4)
    const origin = { computer: '0', version: '1', at: '2026-11-23T03:00:00Z' }
    const thread = spawnBackup({ kind: 'copy', moment, fd, storePath, target, origin, afterOthers: false })
    const copied = awaitBackupResult(thread, 'copy', () => undefined)
    const companion = createReaderControl(moment)
    await once(thread, 'message')
    expect(await freezeStoreFileFor(held, companion, 100)).toBe(true)
    companion.goOn()
    expect(await copied).toMatchObject({ clients: 1, leads: 30_000 })
    held.close()
    fs.closeSync(fd)
    const copy = new Database(target, { readonly: true })
    expect(copy.prepare('select name from workspace').pluck().all()).toEqual(['Handed'])
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    copy.close()
    app = startBackend({ instantlyUrl: null, dir: app.dir })
  })

  it.skipIf(process.platform === 'win32')(
    'is readable only by its owner from its first byte, in any folder',
    async () => {
      makeList(app.dir, { workspaceId, name: 'A', count: 5_000 })
      const folder = temporaryDir()
      const moment = new SharedArrayBuffer(4)
      createReaderControl(moment).goAlone()
      const order = {
        moment,
        fd: -1,
        storePath: path.join(app.dir, 'sendoff.db'),
        target: path.join(folder, 'copy.db'),
        origin: { computer: '0', version: '1', at: '2026-11-23T03:00:00Z' },
        afterOthers: false,
      }
      const seen = new Set<string>()
      const look = () => {
        for (const name of fs.readdirSync(folder))
          seen.add(`${name} ${fs.statSync(path.join(folder, name)).mode & 0o077}`)
      }
      await copyStore(order, look)
      look()
      expect([...seen]).toEqual(expect.arrayContaining(['copy.db.part 0', 'copy.db 0']))
      expect([...seen].filter((one) => !one.endsWith(' 0'))).toEqual([])
    },
  )

  it('is of one moment, whatever is written meanwhile', async () => {
    makeList(app.dir, { workspaceId, name: 'A', count: 20_000 })
    const raw = new Database(path.join(app.dir, 'sendoff.db'))
    const backup = app.call('backups.start', {})
    const copying = { isOver: false }
    void backup.finally(() => {
      copying.isOver = true
    })
    // Two rows that belong together, repeatedly written in one commit.
    const write = raw.transaction((n: number) => {
      for (const key of ['test.a', 'test.b'])
        raw
          .prepare(
            `insert into setting (workspace_id, key, value, changed_at) values (0, ?, ?, '')
             on conflict do update set value = excluded.value`,
          )
          .run(key, String(n))
    })
    for (let n = 0; !copying.isOver; n += 1) {
      write(n)
      await new Promise((resolve) => setImmediate(resolve))
    }
    raw.close()
    expect((await backup).leads).toBe(20_000)
    const copy = new Database(await newest(), { readonly: true })
    const values = copy.prepare(`select value from setting where key in ('test.a', 'test.b')`).pluck().all()
    expect(new Set(values).size).toBeLessThanOrEqual(1)
    copy.close()
  })

  it('leaves demos out', async () => {
    await app.stop()
    app = startBackend({ instantlyUrl: null, dir: await demoDir('small') })
    workspaceId = (await app.call('workspaces.create', { name: 'Kessler', colour: 1 })).id
    makeList(app.dir, { workspaceId, name: 'A', count: 10 })
    expect(await app.call('backups.start', {})).toMatchObject({ clients: 1, leads: 10 })
    const copy = new Database(await newest(), { readonly: true })
    expect(copy.prepare('select name from workspace').pluck().all()).toEqual(['Kessler'])
    copy.close()
  })

  it('reports a problem with its folder once, and keeps existing copies', async () => {
    await app.call('backups.start', {})
    const away = temporaryDir()
    app.place = away
    expect(await app.call('backups.chooseFolder', {})).toEqual({ chosen: true })
    await app.call('backups.start', {})
    fs.renameSync(away, `${away}-gone`)
    expect(await codeOf(app.call('backups.start', {}))).toBe('BACKUP_FOLDER_GONE')
    expect(await codeOf(app.call('backups.start', {}))).toBe('BACKUP_FOLDER_GONE')
    expect(app.notices).toEqual([{ kind: 'job_failed', job: 'backup', client: null, route: '/settings/backups' }])
    expect(await state()).toMatchObject({ copies: null, last: { problem: { code: 'BACKUP_FOLDER_GONE' } } })
    expect(fs.existsSync(away)).toBe(false)
    fs.renameSync(`${away}-gone`, away)
    expect((await state()).copies).toHaveLength(2)
    expect(await app.call('backups.start', {})).toMatchObject({ problem: null })
  })

  it('can use another folder from then on: earlier copies stay known, follow the rule, and are named in receipts', async () => {
    await app.call('backups.start', {})
    const away = temporaryDir()
    app.place = away
    await app.call('backups.chooseFolder', {})
    await app.call('backups.start', {})
    const computer = path.basename(await newest()).slice(-11, -3)
    const first = path.join(app.dir, 'backups')
    const ofMonth = (no: number) =>
      path.join(first, `sendoff-2020-${String(no).padStart(2, '0')}-01T03-00-00-daily-${computer}.db`)
    for (let no = 1; no <= 12; no += 1) fs.writeFileSync(ofMonth(no), '')
    const shown = (await state()).copies ?? []
    expect(shown[0]?.path.startsWith(away)).toBe(true)
    expect(shown.map((copy) => copy.path)).toContain(ofMonth(1))
    await app.call('backups.start', {})
    expect([fs.existsSync(ofMonth(1)), fs.existsSync(ofMonth(12))]).toEqual([false, true])

    fs.renameSync(away, `${away}-gone`)
    await app.call('clientData.remove', { workspaceId, typed: 'Kessler' })
    const [removal] = await until('the client to be gone', async () => {
      const removals = await app.call('clientData.removals', {})
      return removals[0]?.state === 'done' ? removals : null
    })
    const copies = fs.readdirSync(first).filter((name) => name.endsWith('.db')).length
    expect(removal?.copies).toMatchObject({ copies, unread: [away], until: expect.any(String) })
    fs.renameSync(`${away}-gone`, away)
    const [now] = await app.call('clientData.removals', {})
    expect(now?.copies).toMatchObject({ copies: (await state()).copies?.length, unread: [] })
  })

  it('does not replace another one made in the same second', async () => {
    await app.stop()
    app = startBackend({ instantlyUrl: null, dir: app.dir, clock: createFakeClock(Date.UTC(2026, 2, 2, 14)) })
    await app.call('backups.start', {})
    await app.call('backups.start', {})
    expect((await state()).copies).toHaveLength(2)
  })

  it('refuses the data folder and everything in it', async () => {
    app.place = path.join(app.dir, 'backups')
    expect(await codeOf(app.call('backups.chooseFolder', {}))).toBe('BACKUP_FOLDER_INSIDE')
  })

  it('refuses a folder in which nothing can be written as soon as it is chosen, and the one before stays', async () => {
    const before = (await state()).folder
    // A file is no folder on any system.
    app.place = path.join(temporaryDir(), 'file')
    fs.writeFileSync(app.place, '')
    expect(await codeOf(app.call('backups.chooseFolder', {}))).toBe('BACKUP_FOLDER_GONE')
    expect((await state()).folder).toBe(before)
  })
})

describe('previewing a copy', () => {
  it('shows what is in it and changes nothing', async () => {
    makeList(app.dir, { workspaceId, name: 'A', count: 100 })
    await app.call('backups.start', {})
    const file = await newest()
    const before = fs.readFileSync(file)
    expect(await app.call('backups.look', { path: file })).toMatchObject({
      clients: 1,
      leads: 100,
      clientNames: ['Kessler'],
      version: '0.0.0-test',
      otherComputer: false,
    })
    expect(fs.readFileSync(file).equals(before)).toBe(true)
  })

  it('refuses a damaged, truncated or foreign file, and replaces nothing', async () => {
    makeList(app.dir, { workspaceId, name: 'A', count: 3_000 })
    await app.call('backups.start', {})
    const whole = fs.readFileSync(await newest())
    const other = path.join(temporaryDir(), 'x.db')
    for (const bytes of [Buffer.from('no database'), whole.subarray(0, whole.length / 2), Buffer.alloc(0)]) {
      fs.writeFileSync(other, bytes)
      expect(await codeOf(app.call('backups.restore', { path: other }))).toBe('BACKUP_UNREADABLE')
    }
    expect(await codeOf(app.call('backups.restore', { path: '/nowhere/x.db' }))).toBe('BACKUP_UNREADABLE')
    expect(await names()).toEqual(['Kessler'])
    expect(fs.readdirSync(app.dir).filter((name) => name.includes('restore'))).toEqual([])
  })
})

it('The app stays offline after a restore without a network', async () => {
  await app.call('backups.start', {})
  const file = await newest()
  app.backend.machine('offline')
  await app.call('backups.restore', { path: file })
  await until('the store to be the copy', async () => (await state()).restored !== null)
  expect((await app.call('app.status', {})).online).toBe(false)
  app.backend.machine('online')
  expect((await app.call('app.status', {})).online).toBe(true)
})

it('A backup names a client deleted after the copy before and after restoring it, and keeps its receipt', async () => {
  await app.call('backups.start', {})
  const file = await newest()
  expect((await app.call('backups.look', { path: file })).broughtBack).toEqual([])
  await app.call('clientData.remove', { workspaceId, typed: 'Kessler' })
  await until('the client to be deleted', async () => (await app.call('clientData.removals', {}))[0]?.state === 'done')
  const back = [{ workspaceId, name: 'Kessler' }]
  expect((await app.call('backups.look', { path: file })).broughtBack).toMatchObject(back)
  await app.call('backups.restore', { path: file })
  await until('the store to be the copy', async () => (await state()).restored !== null)
  expect(await names()).toEqual(['Kessler'])
  expect((await state()).restored?.broughtBack).toMatchObject(back)
  expect(await app.call('clientData.removals', {})).toMatchObject([{ workspaceId, state: 'done' }])
  await app.call('clientData.remove', { workspaceId, typed: 'Kessler' })
  await until('it to be gone again', async () => (await names()).length === 0)
  expect((await state()).restored?.broughtBack ?? []).toEqual([])
})

/** Deletes the client permanently. */
async function deleted(): Promise<void> {
  await app.call('clientData.remove', { workspaceId, typed: 'Kessler' })
  await until('the client to be deleted', async () => (await app.call('clientData.removals', {}))[0]?.state === 'done')
}

it('A backup names a client deleted after the copy on another computer too, with its receipt, and deletes it again there', async () => {
  app.place = temporaryDir()
  await app.call('backups.chooseFolder', {})
  await app.call('backups.start', {})
  const file = await newest()
  await deleted()
  const elsewhere = startBackend({ instantlyUrl: null })
  // It has the same number, but nobody deleted it.
  await elsewhere.call('workspaces.create', { name: 'Brandt', colour: 1 })
  const back = [{ workspaceId, name: 'Kessler' }]
  expect(await elsewhere.call('backups.look', { path: file })).toMatchObject({ otherComputer: true, broughtBack: back })
  await elsewhere.call('backups.restore', { path: file })
  const restored = await until('the copy to be there', async () => (await elsewhere.call('backups.state', {})).restored)
  expect(restored).toMatchObject({ otherComputer: true, broughtBack: back })
  expect(await elsewhere.call('clientData.removals', {})).toMatchObject([{ ...back[0], state: 'done' }])
  await elsewhere.call('clientData.remove', { workspaceId, typed: 'Kessler' })
  await until('it to be gone there', async () => (await elsewhere.call('workspaces.list', {})).length === 0)
  expect((await elsewhere.call('backups.state', {})).restored?.broughtBack ?? []).toEqual([])
  await until('its receipt', async () =>
    (await elsewhere.call('clientData.removals', {})).every(({ state: is }) => is === 'done'),
  )
  expect(await elsewhere.call('clientData.removals', {})).toMatchObject([back[0], back[0]])
  await elsewhere.stop()
})

it('A copy on a disconnected disk names a client deleted meanwhile once a new copy was made there', async () => {
  const away = temporaryDir()
  app.place = away
  await app.call('backups.chooseFolder', {})
  await app.call('backups.start', {})
  const file = await newest()
  fs.renameSync(away, `${away}-gone`)
  await deleted()
  fs.renameSync(`${away}-gone`, away)
  await app.call('backups.start', {})
  const elsewhere = startBackend({ instantlyUrl: null })
  expect((await elsewhere.call('backups.look', { path: file })).broughtBack).toMatchObject([{ name: 'Kessler' }])
  await elsewhere.stop()
})

describe('copies that contain data deleted since', () => {
  it('are listed until they are deleted, one by one, or all after a new one was made and checked', async () => {
    const clock = createFakeClock(Date.UTC(2026, 2, 2, 14))
    await app.stop()
    app = startBackend({ instantlyUrl: null, dir: app.dir, clock })
    for (let no = 0; no < 3; no += 1) {
      await app.call('backups.start', {})
      await clock.advance(60_000)
    }
    const copies = (await state()).copies ?? []
    const other = path.join(app.dir, 'backups', 'sendoff-2026-01-01T03-00-00-daily-0a0b0c0d.db')
    fs.copyFileSync(copies[0]?.path ?? '', other)
    await app.call('clientData.remove', { workspaceId, typed: 'Kessler' })
    const held = async () => (await app.call('clientData.removals', {}))[0]?.copies
    await until('the client to be deleted', async () => {
      await clock.advance(1_000)
      return (await held()) ? true : null
    })
    await clock.advance(60_000)
    expect(await held()).toMatchObject({ copies: 4, until: expect.any(String), staying: ['2026-01-01T03:00:00Z'] })
    await app.call('backups.save', { daily: false, hour: 3 })
    expect(await held()).toMatchObject({ until: null, staying: { length: 4 } })

    await app.call('backups.remove', { path: copies[0]?.path ?? '' })
    expect(await held()).toMatchObject({ copies: 3 })
    expect(await codeOf(app.call('backups.remove', { path: path.join(app.dir, 'sendoff.db') }))).toBe('NOT_FOUND')

    await app.call('backups.replaceEarlier', {})
    // Another computer's copy is separate and is deleted on its own.
    expect(await held()).toMatchObject({ copies: 1, staying: ['2026-01-01T03:00:00Z'] })
    const left = (await state()).copies ?? []
    expect(left.filter(({ path: file }) => copies.some((copy) => copy.path === file))).toEqual([])
    expect(left).toHaveLength(2)
    await app.call('backups.remove', { path: other })
    expect(await held()).toMatchObject({ copies: 0, staying: [], unread: [] })
  })

  it('stay if the new one fails', async () => {
    const away = temporaryDir()
    app.place = away
    await app.call('backups.start', {})
    await app.call('backups.chooseFolder', {})
    fs.rmdirSync(away)
    expect(await codeOf(app.call('backups.replaceEarlier', {}))).toBe('BACKUP_FOLDER_GONE')
    expect(fs.readdirSync(path.join(app.dir, 'backups'))).toHaveLength(1)
  })
})

describe('while a copy is read', () => {
  it('screens are answered: reading and restoring run outside the backend thread', async () => {
    makeList(app.dir, { workspaceId, name: 'A', count: 20_000 })
    await app.call('backups.start', {})
    const file = await newest()
    for (const route of ['backups.look', 'backups.restore'] as const) {
      const answered: string[] = []
      await Promise.all([
        app.call(route, { path: file }).then(() => answered.push(route)),
        app.call('workspaces.list', {}).then(() => answered.push('a screen')),
      ])
      expect(answered).toEqual(['a screen', route])
    }
  })

  it('its progress is shown, and a second click does not start it twice', async () => {
    makeList(app.dir, { workspaceId, name: 'A', count: 20_000 })
    await app.call('backups.start', {})
    const file = await newest()
    expect((await state()).restoring).toBeNull()
    const restores = [app.call('backups.restore', { path: file }), app.call('backups.restore', { path: file })]
    expect((await state()).restoring).toMatchObject({ stage: 'copying' })
    await Promise.all(restores)
    await until('the store to be the copy', async () => ((await state()).restored ? true : null))
    expect((await state()).restoring).toBeNull()
    expect((await state()).replaced).toHaveLength(1)
  })

  it('quitting leaves the store unchanged and no partial copy beside it', async () => {
    makeList(app.dir, { workspaceId, name: 'A', count: 20_000 })
    await app.call('backups.start', {})
    const restore = codeOf(app.call('backups.restore', { path: await newest() }))
    await until('the copy to begin', async () => ((await state()).restoring ? true : null))
    await app.stop()
    // The leftovers of a kill: nobody would ever look for them, and an erased person may be in them.
    fs.writeFileSync(path.join(app.dir, 'restore-0a0b0c0d.part'), 'half a store')
    fs.writeFileSync(path.join(app.dir, 'restore-0a0b0c0d.part-journal'), 'and its journal')
    await restore
    app = startBackend({ instantlyUrl: null, dir: app.dir })
    expect(await names()).toEqual(['Kessler'])
    expect(fs.readdirSync(app.dir).filter((name) => name.startsWith('restore-'))).toEqual([])
  })
})

describe('a restored copy', () => {
  it('can be a store that was set aside, including data only in its log', async () => {
    const aside = path.join(temporaryDir(), 'sendoff.db')
    const raw = new Database(path.join(app.dir, 'sendoff.db'))
    raw.pragma('wal_checkpoint(TRUNCATE)')
    raw.exec(`update workspace set name = 'In the log'`)
    for (const end of ['', '-wal']) fs.copyFileSync(path.join(app.dir, `sendoff.db${end}`), aside + end)
    raw.exec(`update workspace set name = 'Now'`)
    raw.close()
    expect(await app.call('backups.look', { path: aside })).toMatchObject({ clientNames: ['In the log'] })
    await app.call('backups.restore', { path: aside })
    await until('the store to be the copy', async () => ((await state()).restored ? true : null))
    expect(await names()).toEqual(['In the log'])
  })

  it('is never the store itself', async () => {
    expect(await codeOf(app.call('backups.restore', { path: path.join(app.dir, 'sendoff.db') }))).toBe(
      'BACKUP_UNREADABLE',
    )
  })

  it('becomes the current data, and the previous data is kept complete', async () => {
    await app.call('backups.start', {})
    const file = await newest()
    await app.call('workspaces.create', { name: 'Later', colour: 2 })
    await app.call('backups.restore', { path: file })
    expect(await until('the store to be the copy', async () => (await names()).length === 1)).toBe(true)
    expect(await names()).toEqual(['Kessler'])
    const [kept] = fs.readdirSync(path.join(app.dir, 'backups')).filter((name) => name.startsWith('replaced-'))
    const old = new Database(path.join(app.dir, 'backups', kept ?? '', 'sendoff.db'))
    expect(old.prepare('select name from workspace order by id').pluck().all()).toEqual(['Kessler', 'Later'])
    old.close()
    expect((await state()).restored).toMatchObject({ otherComputer: false, clients: 1, reconciled: 0 })
  })

  it('of another computer has its keys removed and requested, and everything else kept', async () => {
    makeList(app.dir, { workspaceId, name: 'A', count: 10 })
    const raw = new Database(path.join(app.dir, 'sendoff.db'))
    raw
      .prepare(
        `insert into api_key (workspace_id, masked, cipher, state, protection, missing_scopes, added_at)
         values (?, 'abcd', x'00', 'active', 'keyring', '[]', '2026-01-01')`,
      )
      .run(workspaceId)
    raw.close()
    await app.call('backups.start', {})
    const file = await newest()
    const elsewhere = startBackend({ instantlyUrl: null })
    expect(await elsewhere.call('backups.look', { path: file })).toMatchObject({ otherComputer: true, keys: 1 })
    await elsewhere.call('backups.restore', { path: file })
    const listed = await until('the copy to be there', async () => {
      const all = await elsewhere.call('workspaces.list', {})
      return all.length === 1 ? all : null
    })
    expect(listed[0]?.name).toBe('Kessler')
    const there = new Database(path.join(elsewhere.dir, 'sendoff.db'), { readonly: true })
    expect(there.prepare('select count(*) from api_key where cipher is not null').pluck().get()).toBe(0)
    there.close()
    // Names each client without a key.
    const { problems } = await until('the client to be compared', async () => {
      const { restored } = await elsewhere.call('backups.state', {})
      return restored && !restored.reading && restored.problems.length > 0 ? restored : null
    })
    expect(problems).toEqual([{ workspaceId, code: 'INSTANTLY_API_KEY_MISSING', data: {} }])
    expect((await elsewhere.call('backups.state', {})).restored).toMatchObject({ otherComputer: true })
    await elsewhere.stop()
  })

  it('of a store that once came from another computer belongs to this one, and keeps its keys', async () => {
    await app.call('backups.start', {})
    const first = await newest()
    const elsewhere = startBackend({ instantlyUrl: null })
    const restored = async (file: string) => {
      const before = (await elsewhere.call('backups.state', {})).restored?.at ?? null
      await elsewhere.call('backups.restore', { path: file })
      await until('the copy to be there', async () => {
        const { at } = (await elsewhere.call('backups.state', {})).restored ?? { at: null }
        return at !== null && at !== before
      })
    }
    await restored(first)
    const raw = new Database(path.join(elsewhere.dir, 'sendoff.db'))
    raw
      .prepare(
        `insert into api_key (workspace_id, masked, cipher, state, protection, missing_scopes, added_at)
         values (?, 'abcd', x'00', 'active', 'keyring', '[]', '2026-01-01')`,
      )
      .run(workspaceId)
    raw.close()
    // Restores the wrong copy, then goes back to the store it replaced.
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    await restored(first)
    const aside = fs
      .readdirSync(path.join(elsewhere.dir, 'backups'))
      .filter((name) => name.startsWith('replaced-'))
      .toSorted()
      .at(-1)
    const file = path.join(elsewhere.dir, 'backups', aside ?? '', 'sendoff.db')
    expect(await elsewhere.call('backups.look', { path: file })).toMatchObject({ otherComputer: false, keys: 1 })
    await restored(file)
    const there = new Database(path.join(elsewhere.dir, 'sendoff.db'), { readonly: true })
    expect(there.prepare('select count(*) from api_key where cipher is not null').pluck().get()).toBe(1)
    there.close()
    await elsewhere.stop()
  })

  it('is offered if the damage shows only after the store was opened', async () => {
    await app.call('backups.start', {})
    await app.stop()
    const file = path.join(app.dir, 'sendoff.db')
    const raw = new Database(file)
    const page = raw.prepare(`select rootpage from sqlite_schema where name = 'setting'`).pluck().get() as number
    raw.close()
    const fd = fs.openSync(file, 'r+')
    fs.writeSync(fd, Buffer.alloc(8192, 0x55), 0, 8192, (page - 1) * 8192)
    fs.closeSync(fd)
    app = startBackend({ instantlyUrl: null, dir: app.dir })
    expect((await app.call('app.status', {})).startProblem).toMatchObject({ code: 'STORE_CORRUPT' })
    const [copy] = (await state()).copies ?? []
    await app.call('backups.restore', { path: copy?.path ?? '' })
    await until('the app to work', async () => (await app.call('app.status', {})).startProblem === null)
    expect(await names()).toEqual(['Kessler'])
  })

  // Windows does not let an open file be moved.
  it.skipIf(process.platform === 'win32')('is offered if the store is moved away while it is open', async () => {
    await app.call('backups.start', {})
    const away = path.join(app.dir, 'away.db')
    fs.renameSync(path.join(app.dir, 'sendoff.db'), away)
    await until('the app to notice', async () => (await app.call('app.status', {})).startProblem?.code === 'STORE_GONE')
    // The window does not say that the app could not start.
    expect((await app.call('app.status', {})).startProblem?.data).toEqual({ reason: 'running' })
    expect(app.events.at(-1)).toEqual({ name: 'data.changed', payload: { queries: 'all' } })
    await expect(app.call('workspaces.list', {})).rejects.toMatchObject({ code: 'STORE_GONE' })
    expect(fs.existsSync(path.join(app.dir, 'sendoff.db'))).toBe(false)
    const [copy] = (await state()).copies ?? []
    await app.call('backups.restore', { path: copy?.path ?? '' })
    await until('the app to work', async () => (await app.call('app.status', {})).startProblem === null)
    expect(await names()).toEqual(['Kessler'])
    expect(fs.existsSync(away)).toBe(true)
  })

  it('is offered if the store is damaged, without moving a file by hand', async () => {
    await app.call('backups.start', {})
    await app.stop()
    for (const end of ['-wal', '-shm']) fs.rmSync(path.join(app.dir, `sendoff.db${end}`), { force: true })
    fs.writeFileSync(path.join(app.dir, 'sendoff.db'), 'this is no database'.repeat(1_000))
    app = startBackend({ instantlyUrl: null, dir: app.dir })
    expect((await app.call('app.status', {})).startProblem).toMatchObject({ code: 'STORE_CORRUPT' })
    const [copy] = (await state()).copies ?? []
    expect(await app.call('backups.look', { path: copy?.path ?? '' })).toMatchObject({ clients: 1 })
    await app.call('backups.restore', { path: copy?.path ?? '' })
    await until('the app to work', async () => (await app.call('app.status', {})).startProblem === null)
    expect(await names()).toEqual(['Kessler'])
    const [kept] = fs.readdirSync(path.join(app.dir, 'backups')).filter((name) => name.startsWith('replaced-'))
    expect(fs.readFileSync(path.join(app.dir, 'backups', kept ?? '', 'sendoff.db'), 'utf8')).toContain('no database')
  })
})
