import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { diagnosticsText, redactPeople } from '../../../src/main/shell/diagnostics.ts'
import { threadCpuMs } from '../../support/thread-cpu.ts'

const facts = { version: '1.0.0', installed: true, language: 'en', keys: null, updates: 'off' }

test('Diagnostics contain the facts and the last whole lines of the log', async () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'sendoff-log-'))
  const lines = Array.from({ length: 2_000 }, (_, n) => `2026-11-22 INFO  shell: line ${n}`)
  writeFileSync(path.join(dir, 'sendoff.log'), `${lines.join('\n')}\n`)
  const text = await diagnosticsText({ ...facts, logDir: dir })
  expect(text).toMatch(/^Sendoff 1\.0\.0, installed\n/)
  expect(lines).toContain(text.split('\n\n')[1]?.split('\n')[0])
  expect(text.trimEnd().endsWith('line 1999')).toBe(true)
  expect(text.length).toBeLessThan(25_000)
})

test('Diagnostics without a log say so', async () => {
  expect(await diagnosticsText({ ...facts, logDir: path.join(os.tmpdir(), 'sendoff-no-such-folder') })).toContain(
    'could not be read',
  )
})

test.each([
  ['ENOENT /home/anna/leads.csv', 'ENOENT ~/leads.csv'],
  ['refused: "Anna.Berg+x@acme.example" is no', 'refused: "…@…" is no'],
  ['mail to <jo@a.example>, bob@b.example', 'mail to <…@…>, …@…'],
])('%j contains no names', (text, clean) => {
  expect(redactPeople(text, '/home/anna')).toBe(clean)
})

test('A long log without an address costs no more time than an ordinary one', () => {
  const text = 'a'.repeat(300_000)
  expect(threadCpuMs(() => redactPeople(text))).toBeLessThan(10_000)
})
