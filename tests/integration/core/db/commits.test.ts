import { expect, it } from 'vitest'
import { createWorkspace } from '#backend/clients/workspaces/create-workspace.ts'
import { openStore } from '#backend/core/db/open.ts'
import { asStoreError } from '#backend/core/db/store-errors.ts'
import { migrationsDir, temporaryDir } from '../../../support/backend.ts'

it('a client whose commit fails is not said to be made', () => {
  const store = openStore(temporaryDir(), migrationsDir)
  // A row that points nowhere is found at the commit, as a full disk is.
  store.raw.exec(`create table child (of integer references workspace (id) deferrable initially deferred);
    create trigger spoil after insert on workspace begin insert into child values (-1); end`)
  expect(() => createWorkspace(store, { name: 'Kessler' }, 0)).toThrow(/FOREIGN KEY/)
  expect(store.raw.prepare('select count(*) from workspace').pluck().get()).toBe(0)
  store.raw.close()
})

it.each(['SHMSIZE', 'SHMOPEN', 'SHMMAP', 'TRUNCATE', 'WRITE', 'FSYNC'])('SQLITE_IOERR_%s is a full disk', (kind) => {
  const error = Object.assign(new Error('disk I/O error'), { code: `SQLITE_IOERR_${kind}` })
  expect(asStoreError(error)).toMatchObject({ code: 'STORE_FULL' })
})

it.each([
  ['SQLITE_READONLY', 'STORE_LOCKED'],
  ['SQLITE_READONLY_DIRECTORY', 'STORE_LOCKED'],
  ['SQLITE_CANTOPEN_ISDIR', 'STORE_LOCKED'],
  ['SQLITE_IOERR_READ', 'STORE_CORRUPT'],
  ['SQLITE_IOERR_SHORT_READ', 'STORE_CORRUPT'],
  ['SQLITE_IOERR_LOCK', 'STORE_LOCKED'],
  ['SQLITE_IOERR', 'STORE_LOCKED'],
  ['ENOSPC', 'STORE_FULL'],
])('%s is told as %s, never as a fault of the app', (code, told) => {
  expect(asStoreError(Object.assign(new Error('disk'), { code }))).toMatchObject({ code: told })
})
