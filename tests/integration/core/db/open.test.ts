import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStore, storeFileName } from '#backend/core/db/open.ts'
import { AppError } from '#shared/errors.ts'
import { startBackend } from '../../../support/backend.ts'
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

  it('of which nothing is left says so where copies are kept, and is no first start', () => {
    openStore(folder, migrationsDir).raw.close()
    fs.truncateSync(path.join(folder, storeFileName))
    // Without copies it cannot be told from a first start that was interrupted.
    openStore(folder, migrationsDir).raw.close()
    fs.mkdirSync(path.join(folder, 'backups'))
    fs.copyFileSync(
      path.join(folder, storeFileName),
      path.join(folder, 'backups/sendoff-2026-11-22T0800-daily-0a1b2c3d.db'),
    )
    fs.truncateSync(path.join(folder, storeFileName))
    expect(() => openStore(folder, migrationsDir)).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }))
    expect(fs.statSync(path.join(folder, storeFileName)).size).toBe(0)
  })
})
