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

it('A long write waits for the disk at every commit again, even after a failed step', async () => {
  const long = createLongWrite(raw)
  const seen: boolean[] = []
  await long.along(1, () => seen.push(waitsForTheDisk()))
  seen.push(waitsForTheDisk())
  await expect(
    long.along(1, () => {
      raw.exec('insert into lead (id) values (1)')
      throw new Error('full')
    }),
  ).rejects.toThrow('full')
  expect([...seen, waitsForTheDisk()]).toEqual([false, true, true])
  await long.settle()
})

it('A long write takes fewer rows after a step that blocked others, more again after short ones, and each row once', async () => {
  const steps: { readonly from: number; readonly to: number }[] = []
  const sum = await createLongWrite(raw).along(10_000, (from, to) => {
    const until = performance.now() + (steps.length === 0 ? 60 : 0)
    steps.push({ from, to })
    while (performance.now() < until);
    return to - from
  })
  expect(sum).toBe(10_000)
  expect(steps.map(({ from }) => from)).toEqual([0, ...steps.slice(0, -1).map(({ to }) => to)])
  const sizes = steps.map(({ from, to }) => to - from)
  const [first = 0, afterSlow = 0] = sizes
  expect(afterSlow).toBeLessThan(first)
  // However slow the computer, it makes progress.
  expect(afterSlow).toBeGreaterThan(0)
  expect(Math.max(...sizes.slice(2))).toBeGreaterThan(afterSlow)
})
