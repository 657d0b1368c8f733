import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createWorkspace } from '#backend/clients/workspaces/create-workspace.ts'
import { openStore } from '#backend/core/db/open.ts'
import { asStoreError } from '#backend/core/db/store-errors.ts'
import { migrationsDir, startBackend, temporaryDir } from '../../../support/backend.ts'

it('A client whose commit fails is not reported as created', () => {
  const store = openStore(temporaryDir(), migrationsDir)
  // A dangling reference is detected at the commit, like a full disk.
  store.raw.exec(`create table child (of integer references workspace (id) deferrable initially deferred);
    create trigger spoil after insert on workspace begin insert into child values (-1); end`)
  expect(() => createWorkspace(store, { name: 'Kessler' }, 0)).toThrow(/FOREIGN KEY/)
  expect(store.raw.prepare('select count(*) from workspace').pluck().get()).toBe(0)
  store.raw.close()
})

it.each(['SHMSIZE', 'SHMOPEN', 'SHMMAP', 'TRUNCATE', 'WRITE', 'FSYNC'])(
  'SQLITE_IOERR_%s is reported as a full disk',
  (kind) => {
    const error = Object.assign(new Error('disk I/O error'), { code: `SQLITE_IOERR_${kind}` })
    expect(asStoreError(error)).toMatchObject({ code: 'STORE_FULL' })
  },
)

it.each([
  ['SQLITE_READONLY', 'STORE_LOCKED'],
  ['SQLITE_READONLY_DIRECTORY', 'STORE_LOCKED'],
  ['SQLITE_CANTOPEN_ISDIR', 'STORE_LOCKED'],
  ['SQLITE_IOERR_READ', 'STORE_CORRUPT'],
  ['SQLITE_IOERR_SHORT_READ', 'STORE_CORRUPT'],
  ['SQLITE_IOERR_LOCK', 'STORE_LOCKED'],
  ['SQLITE_IOERR', 'STORE_LOCKED'],
  ['ENOSPC', 'STORE_FULL'],
  ['EFBIG', 'STORE_FULL'],
])('%s is reported as %s, never as an internal error', (code, told) => {
  expect(asStoreError(Object.assign(new Error('disk'), { code }))).toMatchObject({ code: told })
})

it.skipIf(process.platform === 'win32')('Files in the data folder are not accessible to other users', async () => {
  const app = startBackend({ instantlyUrl: null })
  fs.chmodSync(app.dir, 0o755)
  const { id: workspaceId } = await app.call('workspaces.create', { name: 'Kessler', colour: 1 })
  await app.call('imports.paste', { workspaceId, text: 'email\nx@y.example' })
  await app.call('backups.start', {})
  await app.call('lock.save', { passphrase: 'a long passphrase', current: null, afterMinutes: null })
  const open = fs
    .readdirSync(app.dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => (fs.statSync(path.join(app.dir, name)).mode & 0o077) !== 0)
  await app.stop()
  expect(open).toEqual([])
})
