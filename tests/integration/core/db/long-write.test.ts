import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLongWrite } from '#backend/core/db/long-write.ts'

let raw: Database.Database
beforeEach(() => {
  raw = new Database(path.join(mkdtempSync(path.join(os.tmpdir(), 'sendoff-long-write-')), 'store.db'))
  raw.pragma('journal_mode = WAL')
  raw.pragma('synchronous = FULL')
  raw.exec('create table lead (id integer primary key)')
})
afterEach(() => raw.close())

const waitsForTheDisk = () => raw.pragma('synchronous', { simple: true }) === 2

it('waits for the disk at every commit again, also after a step that failed', async () => {
  const long = createLongWrite(raw)
  const seen: boolean[] = []
  await long.step(() => seen.push(waitsForTheDisk()))
  seen.push(waitsForTheDisk())
  await expect(
    long.step(() => {
      raw.exec('insert into lead (id) values (1)')
      throw new Error('full')
    }),
  ).rejects.toThrow('full')
  expect([...seen, waitsForTheDisk()]).toEqual([false, true, true])
  await long.settle()
})

it('takes fewer rows at a time after a step that held everybody up, and more again after short ones', async () => {
  const long = createLongWrite(raw)
  const first = long.rows()
  await long.step(() => {
    const until = performance.now() + 60
    while (performance.now() < until);
  })
  const afterSlow = long.rows()
  expect(afterSlow).toBeLessThan(first)
  // However slow the computer, it gets on.
  for (let no = 0; no < 5; no += 1) await long.step(() => undefined)
  expect(afterSlow).toBeGreaterThan(0)
  expect(long.rows()).toBeGreaterThan(afterSlow)
})
