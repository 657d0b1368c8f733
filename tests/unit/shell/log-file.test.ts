import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LogLevel, LogLine } from '#shared/log.ts'
import { createLogFile } from '../../../src/main/shell/log-file.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'sendoff-log-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const line = (message: string, level: LogLevel = 'info'): LogLine => ({
  at: '2026-11-20T08:00:00.000Z',
  level,
  scope: 's',
  message,
})
const current = () => readFileSync(path.join(dir, 'sendoff.log'), 'utf8')

test('Every line is in the file, in order, and lines of a lower level are not', async () => {
  const log = createLogFile({ dir, level: 'info' })
  for (let n = 0; n < 500; n += 1) log.sink(line(`line ${n}`, n % 2 ? 'info' : 'debug'))
  await log.flush()
  expect(
    current()
      .trim()
      .split('\n')
      .map((text) => Number(text.split('line ')[1])),
  ).toEqual(Array.from({ length: 250 }, (_, n) => 2 * n + 1))
})

test.skipIf(process.platform === 'win32')('Other users of this computer cannot read the log', async () => {
  const own = path.join(dir, 'logs')
  const log = createLogFile({ dir: own, level: 'info' })
  log.sink(line('x'))
  await log.flush()
  expect(statSync(own).mode & 0o077).toBe(0)
  expect(statSync(path.join(own, 'sendoff.log')).mode & 0o077).toBe(0)
})

test('No log file exceeds its size and only so many are kept, including the newest lines', async () => {
  const log = createLogFile({ dir, level: 'debug', maxBytes: 1000, files: 3 })
  for (let n = 0; n < 300; n += 1) {
    log.sink(line(`line ${String(n).padStart(3, '0')}`))
    if (n % 7 === 0) await log.flush()
  }
  await log.flush()
  expect(readdirSync(dir).toSorted()).toEqual(['sendoff.1.log', 'sendoff.2.log', 'sendoff.log'])
  for (const name of readdirSync(dir)) expect(statSync(path.join(dir, name)).size).toBeLessThanOrEqual(1000)
  const kept = ['sendoff.2.log', 'sendoff.1.log', 'sendoff.log']
    .map((name) => readFileSync(path.join(dir, name), 'utf8'))
    .join('')
  const numbers = kept
    .trim()
    .split('\n')
    .map((text) => Number(text.split('line ')[1]))
  expect(numbers.at(-1)).toBe(299)
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => 300 - numbers.length + at))
})

test('The next start continues the same file, and counts its size', async () => {
  const first = createLogFile({ dir, level: 'info', maxBytes: 100 })
  first.sink(line('one'))
  await first.flush()
  const second = createLogFile({ dir, level: 'info', maxBytes: 100 })
  second.sink(line('two'))
  second.flushNow()
  expect(current()).toMatch(/one\n.*two\n$/)
  const third = createLogFile({ dir, level: 'info', maxBytes: 100 })
  third.sink(line('three'))
  third.flushNow()
  expect(current()).toMatch(/^[^\n]*three\n$/)
})

test('A log that cannot be written does not stop the app', async () => {
  const blocked = path.join(dir, 'file')
  writeFileSync(blocked, '')
  const log = createLogFile({ dir: path.join(blocked, 'logs'), level: 'info' })
  log.sink(line('lost'))
  await log.flush()
  log.sink(line('lost too'))
  log.flushNow()
  expect(existsSync(path.join(blocked, 'logs'))).toBe(false)
})

test('An erased person is in no byte of any log file, however the address was written; all other lines stay', async () => {
  const address = 'thorsten+hr@drehteile.example'
  const log = createLogFile({ dir, level: 'debug', maxBytes: 2_000, files: 4 })
  for (let n = 0; n < 90; n += 1) {
    log.sink(line(`line ${n} of ${n % 2 ? address.toUpperCase() : encodeURIComponent(address)}`))
    log.sink({
      ...line(`facts ${n}`),
      data: { path: `/leads/${address.replace('@', '%40')}`, other: 'x@drehteile.example' },
    })
  }
  const erased = log.erase(address)
  // Lines logged meanwhile come after it.
  for (let n = 0; n < 5; n += 1) log.sink(line(`meanwhile ${n}`))
  await erased
  await log.flush()
  const files = readdirSync(dir).toSorted()
  expect(files).toEqual(['sendoff.1.log', 'sendoff.2.log', 'sendoff.3.log', 'sendoff.log'])
  const kept = ['sendoff.3.log', 'sendoff.2.log', 'sendoff.1.log', 'sendoff.log']
    .map((name) => readFileSync(path.join(dir, name), 'latin1'))
    .join('')
  for (const form of ['thorsten', 'THORSTEN']) expect(kept).not.toContain(form)
  expect(kept).toContain('x@drehteile.example')
  const numbers = [...kept.matchAll(/: line (\d+) of/g)].map(([, n]) => Number(n))
  expect(numbers.at(-1)).toBe(89)
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => 90 - numbers.length + at))
  expect([...kept.matchAll(/meanwhile (\d)/g)].map(([, n]) => Number(n))).toEqual([0, 1, 2, 3, 4])
})
