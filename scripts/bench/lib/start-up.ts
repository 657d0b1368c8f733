/**
 * Measures how fast an app starts: on the stand-in until its window shows content, and a main entry until it waits for
 * Electron.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { _electron } from '@playwright/test'
import { standInFolder } from '../../../tests/stand-in/find-electron.ts'

const root = path.join(import.meta.dirname, '../../..')

/**
 * Time from the start of the process until the awaited content is shown, and from the beginning of the page to the
 * first content.
 */
export type Start = { readonly shownMs: number; readonly paintMs: number }

type Started = {
  readonly home: string
  /** Folder of another app. */
  readonly app?: string
  /** Element to wait for: the first heading, or a client in the table of Home, when its figures have been loaded. */
  readonly shows: string
}

/** Starts an app once and closes it again. */
export async function startOnce({ home, app: folder = '.', shows }: Started): Promise<Start> {
  const before = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standInFolder
  const startedAt = performance.now()
  const app = await _electron.launch({
    args: [folder],
    cwd: root,
    env: {
      ...(process.env as Record<string, string>),
      SENDOFF_HOME: home,
      SENDOFF_INSTANTLY_URL: 'http://127.0.0.1:9',
    },
  })
  const page = await app.firstWindow()
  // Checked at every frame, because a locator would look again only after up to half a second.
  await page.waitForFunction(
    (name) =>
      name === 'heading'
        ? document.querySelector('h1') !== null
        : [...document.querySelectorAll('table button')].some((button) => button.textContent === name),
    shows,
    { timeout: 120_000 },
  )
  const shownMs = performance.now() - startedAt
  const paintMs = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  )
  await app.close()
  if (before === undefined) delete process.env['ELECTRON_OVERRIDE_DIST_PATH']
  return { shownMs, paintMs }
}

/** Creates an app of one window with one heading, in the given folder. */
export function emptyApp(dir: string): string {
  fs.mkdirSync(dir, { recursive: true })
  fs.writeFileSync(path.join(dir, 'package.json'), '{"name":"empty","main":"index.js","type":"module"}')
  fs.writeFileSync(
    path.join(dir, 'index.js'),
    // The stand-in supports only windows that are kept off the network, as ours is.
    `import { app, BrowserWindow, session } from 'electron'
app.setPath('userData', process.env.SENDOFF_HOME)
app.whenReady().then(async () => {
  await session.defaultSession.setProxy({ mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:9', proxyBypassRules: '<-loopback>' })
  const window = new BrowserWindow({ width: 1280, height: 800 })
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  await window.loadURL('data:text/html,<!doctype html><h1>Empty</h1>')
})
`,
  )
  return dir
}

/**
 * Returns the milliseconds to the first line of our main entry, with an Electron that does nothing, and of bare Node.
 */
export async function mainReady(home: string): Promise<{ readonly main: number; readonly bare: number }> {
  const bare = await firstLine(home, ['-e', "process.stdout.write('ready')"])
  return { bare, main: await firstLine(home, [path.join(root, 'out/main/index.js')]) }
}

async function firstLine(home: string, args: readonly string[]): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--import', path.join(import.meta.dirname, 'electron-stub.ts'), ...args], {
    env: { ...process.env, SENDOFF_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const ms = performance.now() - startedAt
  child.kill('SIGKILL')
  await once(child, 'exit')
  return ms
}
