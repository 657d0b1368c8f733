import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Reply } from '#shared/rpc.ts'
import { bufferUntilReady } from '../../../src/main/shell/buffer-until-ready.ts'
import { createChosenPaths } from '../../../src/main/shell/chosen-paths.ts'
import { isSaneInput, isSaneName } from '../../../src/main/shell/input-sanity.ts'
import { readCommandLine } from '../../../src/main/shell/opened-files.ts'
import { isSafeLink } from '../../../src/main/shell/safe-link.ts'
import { createShellCalls } from '../../../src/main/shell/shell-calls.ts'
import { isTrustedSender, type SenderFrame } from '../../../src/main/shell/trusted-sender.ts'

describe('what a window may send', () => {
  test.each(['app.status', 'lists.leads'])('%s is a route', (name) => expect(isSaneName(name)).toBe(true))
  test.each(['', 'status', '__proto__', 'a.b.c', 'a.b\n', 'x'.repeat(70), 5, null])('%j is not a route', (name) =>
    expect(isSaneName(name)).toBe(false),
  )
  test('plain data, and pasted text of the largest size', () => {
    expect(isSaneInput({ a: [1, 'x', null, undefined, { b: true }] })).toBe(true)
    expect(isSaneInput({ text: 'x'.repeat(20_000_000) })).toBe(true)
  })
  test('nothing endless, huge or of another kind', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    expect(isSaneInput(circle)).toBe(false)
    expect(isSaneInput({ text: 'x'.repeat(22_000_000) })).toBe(false)
    expect(isSaneInput(Array.from({ length: 300_000 }, () => 0))).toBe(false)
    const holes: unknown[] = []
    holes.length = 2 ** 22
    expect(isSaneInput({ holes })).toBe(false)
    const fewer: unknown[] = []
    fewer.length = 150_000
    expect(isSaneInput([fewer, fewer])).toBe(false)
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
  ])('does not include %j', (url) => expect(isSafeLink(url)).toBe(false))
})

describe('who may send messages', () => {
  const top = { url: 'app://bundle/index.html#/home', parent: null }
  test('our own page, in the top frame', () => expect(isTrustedSender(top, 'app://bundle')).toBe(true))
  test.each<SenderFrame | null>([
    null,
    { ...top, parent: top },
    { ...top, url: '' },
    { ...top, url: 'https://example.com/app://bundle/' },
    { ...top, url: 'app://bundle.example.com/index.html' },
    { ...top, url: 'data:text/html,app://bundle/' },
  ])('excludes %j', (frame) => expect(isTrustedSender(frame, 'app://bundle')).toBe(false))
})

describe('files a page may name', () => {
  const answers: Record<string, unknown> = {
    'app.uiState': { openFiles: [{ workspaceId: 1, path: '/left.csv' }] },
    'backups.state': { folder: '/backups', copies: [{ path: '/backups/a.db' }], replaced: [] },
    'lists.all': [{ path: '/told-by-nobody.csv' }],
  }
  const page = () => {
    const chosen = createChosenPaths({ debug() {}, info() {}, warn() {}, error() {} })
    const call = chosen.guard(async (name) => ({ ok: true, data: answers[name] ?? null }))
    const mayName = async (name: string, input: unknown) => (await call(name, input)).ok
    return { chosen, call, mayName }
  }
  const naming: readonly (readonly [string, (file: string) => unknown])[] = [
    ['imports.open', (file) => ({ workspaceId: 1, path: file })],
    ['imports.peek', (file) => ({ from: { path: file }, format: {} })],
    ['backups.look', (file) => ({ path: file })],
    ['backups.restore', (file) => ({ path: file })],
    ['clientData.import', (file) => ({ folder: file })],
    [
      'app.saveUiState',
      (file) => ({
        openFiles: [
          { workspaceId: 1, path: '/chosen.csv' },
          { workspaceId: 1, path: file },
        ],
      }),
    ],
  ]

  test.each(naming)('%s: a chosen one, and no other', async (route, input) => {
    const { chosen, mayName } = page()
    chosen.add(['/chosen.csv', '/one.csv'])
    expect(await mayName(route, input('/one.csv'))).toBe(true)
    expect(await mayName(route, input('/etc/passwd'))).toBe(false)
    expect(await mayName(route, input('/one.csv/../etc/passwd'))).toBe(false)
  })

  test('those it was given: files left open the last time, and copies of the store', async () => {
    const { call, mayName } = page()
    expect(await mayName('imports.open', { path: '/left.csv' })).toBe(false)
    for (const route of Object.keys(answers)) await call(route, {})
    expect(await mayName('imports.open', { path: '/left.csv' })).toBe(true)
    expect(await mayName('backups.restore', { path: '/backups/a.db' })).toBe(true)
    expect(await mayName('imports.open', { path: '/told-by-nobody.csv' })).toBe(false)
  })

  test('calls that name no file are not checked', async () => {
    expect(await page().mayName('imports.peek', { from: { importId: 'x' }, format: {} })).toBe(true)
  })
})

describe('files the system asks to open', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'sendoff-open-'))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  const installed = { workingDirectory: dir, appPath: null }
  const at = (name: string) => path.join(dir, name)

  test('are existing files and folders, and missing lead files, for which the window shows the error', () => {
    for (const name of ['a leads.CSV', 'b.tsv', '-c.csv', 'd.xlsx']) writeFileSync(at(name), 'x')
    const argv = ['/app/sendoff', '--flag=x.csv', 'a leads.CSV', at('b.tsv'), '-c.csv', 'd.xlsx', 'no.csv', 'junk', dir]
    expect(readCommandLine(argv, installed)).toEqual({
      files: [at('a leads.CSV'), at('b.tsv'), at('d.xlsx'), at('no.csv'), dir],
      link: null,
    })
  })

  test('may come as file addresses, as some desktops pass them', () => {
    writeFileSync(at('b.tsv'), 'x')
    writeFileSync(at('ä leads.csv'), 'x')
    const argv = ['/app/sendoff', pathToFileURL(at('ä leads.csv')).href, 'FILE://elsewhere/x.csv', 'file://%']
    expect(readCommandLine(argv, installed).files).toEqual([at('ä leads.csv')])
  })

  test('come after the app itself if Electron was started with it', () => {
    for (const name of ['loader.js', 'e.csv']) writeFileSync(at(name), 'x')
    const argv = ['/electron', '-r', at('loader.js'), '.', 'e.csv']
    expect(readCommandLine(argv, { workingDirectory: dir, appPath: dir }).files).toEqual([at('e.csv')])
    expect(readCommandLine(['/electron', 'e.csv'], { workingDirectory: dir, appPath: '/elsewhere' }).files).toEqual([])
  })

  test('are ignored beside a link, whose author may have written them', () => {
    expect(readCommandLine(['/app/sendoff', at('b.tsv'), 'SENDOFF://lists/1'], installed)).toEqual({
      files: [],
      link: 'SENDOFF://lists/1',
    })
  })
})

describe('messages before the window is ready', () => {
  const arrivals = () => {
    const heard: (readonly string[])[] = []
    const files = bufferUntilReady<string>((paths) => heard.push(paths), 60)
    return { heard, files }
  }
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('wait until a window listens, and again for the next one', () => {
    const { heard, files } = arrivals()
    files.add(['1'])
    vi.runAllTimers()
    expect(heard).toEqual([])
    files.listening()
    vi.runAllTimers()
    files.add(['2'])
    vi.runAllTimers()
    expect(heard).toEqual([['1'], ['2']])
    files.notListening()
    files.add(['3'])
    vi.runAllTimers()
    expect(heard).toHaveLength(2)
    files.listening()
    vi.runAllTimers()
    expect(heard).toEqual([['1'], ['2'], ['3']])
  })

  test('arrive together if they came together, as on a Mac for several opened files', () => {
    const { heard, files } = arrivals()
    files.listening()
    for (const one of ['1', '2', '3']) files.add([one])
    vi.runAllTimers()
    expect(heard).toEqual([['1', '2', '3']])
  })
})

const desktopState = {
  whenClosed: 'ask',
  askBeforeQuit: true,
  keepAwake: true,
  updateChannel: 'latest',
  openAtLogin: false,
  tray: true,
} as const

const updateState = { is: 'off', version: '1.0.0', checkedAt: null } as const

const shell = (reply: Reply) => {
  const seen: unknown[][] = []
  const calls = createShellCalls({
    backend: async (name, input) => {
      seen.push([name, input])
      return reply
    },
    savesList: (saving) => {
      seen.push(['saving'])
      void saving.then(() => seen.push(['saved or refused']))
    },
    pageSaysOnline: (online) => seen.push(['online', online]),
    pageListens: () => seen.push(['listens']),
    setTheme: (theme) => seen.push(['theme', theme]),
    setLanguage: (choice) => seen.push(['language', choice]),
    pageLeft: () => seen.push(['left']),
    dragList: async (input) => {
      seen.push(['drag', input])
      return reply
    },
    desktop: {
      settings: async () => desktopState,
      saveSettings: async (change) => {
        seen.push(['save', change])
        return desktopState
      },
      answer: (answer) => seen.push(['answer', answer]),
      diagnostics: async () => 'facts',
      updates: () => updateState,
      checkForUpdates: async () => updateState,
      restartToUpdate: async () => updateState,
    },
  })
  return { calls, seen }
}

describe('calls for the shell', () => {
  test('change the theme only as the backend accepted', async () => {
    const accepted = shell({ ok: true, data: null })
    await accepted.calls('app.saveUiState', { theme: 'dark' })
    await accepted.calls('app.saveUiState', { theme: 'pink' })
    await accepted.calls('app.saveUiState', null)
    expect(accepted.seen.filter(([what]) => what === 'theme')).toEqual([['theme', 'dark']])
    const refused = shell({ ok: false, error: { code: 'INVALID_INPUT', data: {} } })
    await refused.calls('app.saveUiState', { theme: 'dark' })
    expect(refused.seen).toEqual([['app.saveUiState', { theme: 'dark' }]])
  })

  test('change the language as the backend accepted, and as it remembers', async () => {
    const accepted = shell({ ok: true, data: null })
    await accepted.calls('app.saveUiState', { language: 'de' })
    await accepted.calls('app.saveUiState', { language: 'fr' })
    const remembered = shell({ ok: true, data: { language: 'nl' } })
    await remembered.calls('app.uiState', {})
    const refused = shell({ ok: false, error: { code: 'INVALID_INPUT', data: {} } })
    await refused.calls('app.saveUiState', { language: 'de' })
    await refused.calls('app.uiState', {})
    const languages = [accepted, remembered, refused].map(({ seen }) => seen.filter(([what]) => what === 'language'))
    expect(languages).toEqual([[['language', 'de']], [['language', 'nl']], []])
  })

  test('say when a list is being saved, even one that is refused', async () => {
    const { calls, seen } = shell({ ok: false, error: { code: 'STORE_FULL', data: {} } })
    await calls('imports.preview', {})
    await calls('imports.save', { importId: 'a' })
    expect(seen.map(([what]) => what)).toEqual(['imports.preview', 'imports.save', 'saving', 'saved or refused'])
  })

  test('never reach the backend, and everything else does', async () => {
    const { calls, seen } = shell({ ok: true, data: 1 })
    await calls('shell.online', false)
    await calls('shell.online', 'no')
    await calls('shell.listening', null)
    expect(await calls('lists.get', { listId: 1 })).toEqual({ ok: true, data: 1 })
    expect(seen).toEqual([['online', false], ['listens'], ['lists.get', { listId: 1 }]])
  })

  test('with settings of the desktop and answers are validated before they count', async () => {
    const { calls, seen } = shell({ ok: true, data: 1 })
    for (const bad of [{ whenClosed: 'never' }, { openAtLogin: 'yes' }, { updateChannel: 'nightly' }, null, 'x'])
      expect(await calls('desktop.saveSettings', bad)).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
    expect(await calls('desktop.answer', { choice: 'explode', remember: true })).toMatchObject({ ok: false })
    expect(await calls('desktop.saveSettings', { whenClosed: 'quit', stray: 1 })).toEqual({
      ok: true,
      data: desktopState,
    })
    await calls('desktop.answer', { choice: 'stay', remember: false })
    expect(seen).toEqual([
      ['save', { whenClosed: 'quit' }],
      ['answer', { choice: 'stay', remember: false }],
    ])
  })
})
