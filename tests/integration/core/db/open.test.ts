import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStore, storeFileName } from '#backend/core/db/open.ts'
import { AppError } from '#shared/errors.ts'
import { startBackend, until } from '../../../support/backend.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import { migrationsDir } from '../../../support/repository.ts'

let folder = ''
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-open-'))
})
afterEach(() => {
  vi.restoreAllMocks()
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Fakes the system's refusal, because the user who runs the tests may have all permissions. */
const refuse = (call: 'chmodSync' | 'mkdirSync', code: string) =>
  vi.spyOn(fs, call).mockImplementation(() => {
    throw Object.assign(new Error(`${code}: ${call}`), { code })
  })

describe('opening a store', () => {
  it.each(['EPERM', 'ENOTSUP', 'EROFS'])('on a disk without permissions works: %s', (code) => {
    refuse('chmodSync', code)
    const { raw } = openStore(folder, migrationsDir)
    expect(raw.prepare('select count(*) from workspace').pluck().get()).toBe(0)
    raw.close()
  })

  it.each(['EACCES', 'EPERM', 'EROFS', 'ENOENT'])(
    'in a folder that is read-only or cannot be made says so: %s',
    (code) => {
      refuse('mkdirSync', code)
      expect(() => openStore(folder, migrationsDir)).toThrow(expect.objectContaining({ code: 'STORE_LOCKED' }))
      expect(fs.existsSync(path.join(folder, storeFileName))).toBe(false)
    },
  )

  it('on a disk that is full at the first start says so on its screen', async () => {
    const write = fs.writeFileSync
    vi.spyOn(fs, 'writeFileSync').mockImplementation((file, ...rest) => {
      if (String(file).startsWith(folder)) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      write(file, ...rest)
    })
    const app = startBackend({
      dir: folder,
      instantlyUrl: 'http://127.0.0.1:9',
      openStore: () => {
        throw new AppError('STORE_FULL')
      },
    })
    await expect(app.call('workspaces.list', {})).rejects.toMatchObject({ code: 'STORE_FULL' })
    await app.stop()
  })

  it.each([
    ['on a disk that was full', { code: 'SQLITE_FULL' }],
    ['in use by another program', { code: 'SQLITE_BUSY' }],
  ])('%s at the start is opened by itself once that is over, and the screens are told', async (_why, reason) => {
    let isBarred = true
    const app = startBackend({
      dir: folder,
      instantlyUrl: 'http://127.0.0.1:9',
      clock: hastyClock(600),
      openStore: (...from) => {
        if (isBarred) throw Object.assign(new Error('not now'), reason)
        return openStore(...from)
      },
    })
    const lists = () => app.call('workspaces.list', {}).catch(() => null)
    expect(await lists()).toBeNull()
    isBarred = false
    await until('the store to be open', lists)
    expect(app.events).toContainEqual({ name: 'data.changed', payload: { queries: 'all' } })
    expect((await app.call('app.status', {})).startProblem).toBeNull()
    await app.stop()
  })

  it('that was put back is opened when asked; while it is gone none is created', async () => {
    const file = path.join(folder, storeFileName)
    let isFound = false
    const app = startBackend({
      dir: folder,
      instantlyUrl: 'http://127.0.0.1:9',
      openStore: (...from) => {
        if (!isFound) throw new AppError('STORE_GONE')
        return openStore(...from)
      },
    })
    fs.renameSync(file, `${file}-away`)
    isFound = true
    const problem = async () => (await app.call('app.status', {})).startProblem
    await app.call('app.reopenStore', {})
    expect((await problem())?.code).toBe('STORE_GONE')
    expect(fs.existsSync(file)).toBe(false)
    fs.renameSync(`${file}-away`, file)
    await app.call('app.reopenStore', {})
    expect(await problem()).toBeNull()
    await app.stop()
  })

  it('of which nothing is left says so where copies are kept, and is no first start', () => {
    const file = path.join(folder, storeFileName)
    openStore(folder, migrationsDir).raw.close()
    fs.truncateSync(file)
    // Without copies it cannot be told from a first start that was interrupted.
    openStore(folder, migrationsDir).raw.close()
    fs.mkdirSync(path.join(folder, 'backups'))
    fs.copyFileSync(file, path.join(folder, 'backups/sendoff-2026-11-22T0800-daily-0a1b2c3d.db'))
    fs.truncateSync(file)
    expect(() => openStore(folder, migrationsDir)).toThrow(expect.objectContaining({ code: 'STORE_GONE' }))
    expect(fs.statSync(file).size).toBe(0)
    fs.rmSync(file)
    expect(() => openStore(folder, migrationsDir)).toThrow(expect.objectContaining({ code: 'STORE_GONE' }))
    expect(fs.existsSync(file)).toBe(false)
  })

  it.each(['deleted', 'emptied'])('that was %s keeps its log, which SQLite would delete', (how) => {
    const file = path.join(folder, storeFileName)
    const { raw } = openStore(folder, migrationsDir)
    raw.prepare(`insert into setting (workspace_id, key, value, changed_at) values (0, 'a', '1', '2026')`).run()
    const log = fs.readFileSync(`${file}-wal`)
    raw.close()
    expect(log.length).toBeGreaterThan(0)
    fs.writeFileSync(`${file}-wal`, log)
    if (how === 'deleted') fs.rmSync(file)
    else fs.truncateSync(file)
    expect(() => openStore(folder, migrationsDir)).toThrow(expect.objectContaining({ code: 'STORE_GONE' }))
    expect(fs.readFileSync(`${file}-wal`).equals(log)).toBe(true)
  })

  it('of another program is refused and left as it is', () => {
    const file = path.join(folder, storeFileName)
    const other = new Database(file)
    other.exec('create table note (words text)')
    other.close()
    const before = fs.readFileSync(file)
    expect(() => openStore(folder, migrationsDir)).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }))
    expect(fs.readFileSync(file).equals(before)).toBe(true)
  })
})
