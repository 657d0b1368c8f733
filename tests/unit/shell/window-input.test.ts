import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Reply } from '#shared/rpc.ts'
import { isSaneInput, isSaneName } from '../../../src/main/shell/input-sanity.ts'
import { createOpenedFiles, leadFilesOf } from '../../../src/main/shell/opened-files.ts'
import { isSafeLink } from '../../../src/main/shell/safe-link.ts'
import { createShellCalls } from '../../../src/main/shell/shell-calls.ts'
import { isTrustedSender, type SenderFrame } from '../../../src/main/shell/trusted-sender.ts'

describe('what a window may send', () => {
  test.each(['app.status', 'lists.leads'])('%s is a route', (name) => expect(isSaneName(name)).toBe(true))
  test.each(['', 'status', '__proto__', 'a.b.c', 'a.b\n', 'x'.repeat(70), 5, null])('%j is none', (name) =>
    expect(isSaneName(name)).toBe(false),
  )
  test('plain data, and pasted text of the largest size', () => {
    expect(isSaneInput({ a: [1, 'x', null, undefined, { b: true }] })).toBe(true)
    expect(isSaneInput({ text: 'x'.repeat(20_000_000) })).toBe(true)
  })
  test('nothing bottomless, huge or of another kind', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    expect(isSaneInput(circle)).toBe(false)
    expect(isSaneInput({ text: 'x'.repeat(22_000_000) })).toBe(false)
    expect(isSaneInput(Array.from({ length: 300_000 }, () => 0))).toBe(false)
    expect(isSaneInput(new Map())).toBe(false)
    expect(isSaneInput({ when: new Date() })).toBe(false)
  })
})

describe('links that may open in the browser', () => {
  test.each(['https://app.instantly.ai/app/settings', 'https://example.com:8443/x?y#z'])('%s', (url) =>
    expect(isSafeLink(url)).toBe(true),
  )
  test.each([
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'https://instantly.ai@example.com/',
    'https:',
    '/relative',
    '',
  ])('not %j', (url) => expect(isSafeLink(url)).toBe(false))
})

describe('who may send', () => {
  const top = { url: 'app://bundle/index.html#/home', parent: null }
  test('our own page, in the top frame', () => expect(isTrustedSender(top, 'app://bundle')).toBe(true))
  test.each<SenderFrame | null>([
    null,
    { ...top, parent: top },
    { ...top, url: '' },
    { ...top, url: 'https://example.com/app://bundle/' },
    { ...top, url: 'app://bundle.example.com/index.html' },
    { ...top, url: 'data:text/html,app://bundle/' },
  ])('not %j', (frame) => expect(isTrustedSender(frame, 'app://bundle')).toBe(false))
})

describe('files the system asks to open', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'sendoff-open-'))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  test('are the lead files that exist, whatever else is on the command line', () => {
    for (const name of ['a leads.CSV', 'b.tsv', '-c.csv', 'd.exe']) writeFileSync(path.join(dir, name), 'x')
    const argv = [
      '/app/electron',
      '--flag=x.csv',
      '.',
      'a leads.CSV',
      path.join(dir, 'b.tsv'),
      '-c.csv',
      'd.exe',
      'none.csv',
      dir,
    ]
    expect(leadFilesOf(argv, dir)).toEqual([path.join(dir, 'a leads.CSV'), path.join(dir, 'b.tsv')])
  })

  test('wait until a window listens, and again for the next one', () => {
    const heard: (readonly string[])[] = []
    const files = createOpenedFiles((paths) => heard.push(paths))
    files.add(['1'])
    files.add(['2'])
    expect(heard).toEqual([])
    files.listening()
    files.add(['3'])
    expect(heard).toEqual([['1', '2'], ['3']])
    files.notListening()
    files.add(['4'])
    files.listening()
    expect(heard).toEqual([['1', '2'], ['3'], ['4']])
  })
})

const shell = (reply: Reply) => {
  const seen: unknown[][] = []
  const calls = createShellCalls({
    backend: async (name, input) => {
      seen.push([name, input])
      return reply
    },
    pageSaysOnline: (online) => seen.push(['online', online]),
    pageListens: () => seen.push(['listens']),
    setTheme: (theme) => seen.push(['theme', theme]),
  })
  return { calls, seen }
}

describe('calls that concern the shell', () => {
  test('the theme follows only what the backend accepted', async () => {
    const accepted = shell({ ok: true, data: null })
    await accepted.calls('app.saveUiState', { theme: 'dark' })
    await accepted.calls('app.saveUiState', { theme: 'pink' })
    await accepted.calls('app.saveUiState', null)
    expect(accepted.seen.filter(([what]) => what === 'theme')).toEqual([['theme', 'dark']])
    const refused = shell({ ok: false, error: { code: 'INVALID_INPUT', data: {} } })
    await refused.calls('app.saveUiState', { theme: 'dark' })
    expect(refused.seen).toEqual([['app.saveUiState', { theme: 'dark' }]])
  })

  test('its own never reach the backend, everything else does', async () => {
    const { calls, seen } = shell({ ok: true, data: 1 })
    await calls('shell.online', false)
    await calls('shell.online', 'no')
    await calls('shell.listening', null)
    expect(await calls('lists.get', { listId: 1 })).toEqual({ ok: true, data: 1 })
    expect(seen).toEqual([['online', false], ['listens'], ['lists.get', { listId: 1 }]])
  })
})
