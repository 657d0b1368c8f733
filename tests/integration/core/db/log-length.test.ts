/** A screen does not wait while the store's log is cut off and made long again: what a backlog needs of it stays. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openStore, storeFileName } from '#backend/core/db/open.ts'
import { longLog } from '#backend/core/db/rest.ts'
import { walState } from '#backend/core/db/wal-state.ts'

const migrationsDir = path.join(import.meta.dirname, '../../../../resources/migrations')

test('a log as long as writers let it become begins anew in the room it has', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-log-'))
  const { raw } = openStore(dir, migrationsDir)
  try {
    raw.pragma('wal_autocheckpoint = 0')
    raw.exec('create table box (words text)')
    const put = raw.prepare('insert into box values (?)')
    const words = 'x'.repeat(4_000_000)
    while (walState(raw).pages < longLog) put.run(words)
    const before = walState(raw, 'PASSIVE')
    expect(before.moved).toBe(before.pages)
    put.run('one more')
    expect(walState(raw).pages).toBeLessThan(100)
    const { size } = fs.statSync(path.join(dir, `${storeFileName}-wal`))
    expect(size).toBeGreaterThan(longLog * (raw.pragma('page_size', { simple: true }) as number))
  } finally {
    raw.close()
    fs.rmSync(dir, { recursive: true, force: true })
  }
})
