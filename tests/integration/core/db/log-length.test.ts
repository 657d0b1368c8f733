/**
 * A screen does not wait while the store's log is truncated and extended: the length a backlog needs stays. The space
 * is freed once the backlog is over.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { longLogPages } from '#backend/core/db/checkpoint-wait.ts'
import { openStore, storeFileName } from '#backend/core/db/open.ts'
import { createLogTruncator } from '#backend/core/db/truncate-log.ts'
import { walState } from '#backend/core/db/wal-state.ts'

const migrationsDir = path.join(import.meta.dirname, '../../../../resources/migrations')

test('A log at its maximum length is reused within its size', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-log-'))
  const { raw } = openStore(dir, migrationsDir)
  try {
    raw.pragma('wal_autocheckpoint = 0')
    raw.exec('create table box (words text)')
    const put = raw.prepare('insert into box values (?)')
    const words = 'x'.repeat(4_000_000)
    while (walState(raw).pages < longLogPages) put.run(words)
    const before = walState(raw, 'PASSIVE')
    expect(before.moved).toBe(before.pages)
    put.run('one more')
    expect(walState(raw).pages).toBeLessThan(100)
    const { size } = fs.statSync(path.join(dir, `${storeFileName}-wal`))
    expect(size).toBeGreaterThan(longLogPages * (raw.pragma('page_size', { simple: true }) as number))
  } finally {
    raw.close()
    fs.rmSync(dir, { recursive: true, force: true })
  }
})

test('A long log is truncated once little is written, not before, and not while a reader uses it', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-log-'))
  const { raw } = openStore(dir, migrationsDir)
  const file = path.join(dir, storeFileName)
  const beside = new Database(file, { timeout: 0 })
  try {
    raw.pragma('wal_autocheckpoint = 0')
    raw.exec('create table box (words text)')
    const put = raw.prepare('insert into box values (?)')
    const write = (characters: number) => put.run('x'.repeat(characters))
    const length = () => fs.statSync(`${file}-wal`).size
    const giveBack = createLogTruncator(beside, file)
    for (let at = 1_000; at < 100_000; at += 10_000) {
      write(10_000_000)
      expect(giveBack(at)).toBe(false)
    }
    walState(beside, 'PASSIVE')
    const long = length()
    expect(long).toBeGreaterThan(64_000_000)
    // Occasional writes are not a backlog.
    write(1_000)
    expect(giveBack(110_000)).toBe(false)
    expect(length()).toBe(long)
    const reading = raw.prepare('select length(words) from box').iterate()
    reading.next()
    expect(giveBack(160_000)).toBe(false)
    expect(length()).toBe(long)
    reading.return?.()
    expect(giveBack(161_000)).toBe(false)
    expect(giveBack(191_000)).toBe(true)
    expect(length()).toBe(0)
    write(1_000)
    expect(raw.prepare('select count(*) from box').pluck().get()).toBe(12)
  } finally {
    beside.close()
    raw.close()
    fs.rmSync(dir, { recursive: true, force: true })
  }
})
