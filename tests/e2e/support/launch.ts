/** Launches the built app on a separate profile. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Bridge } from '#shared/bridge.ts'
import type { DesktopSettings } from '#shared/contract/core/desktop.ts'
import type { Input, Output, RouteName } from '#shared/contract/index.ts'
import type { Reply } from '#shared/rpc.ts'
import { chooseRunner } from '../../stand-in/find-electron.ts'
import { layDemo } from '../../support/demo.ts'
import { projectRoot } from './ensure-build.ts'
import { startInKept } from './kept-process.ts'

export type LaunchOptions = {
  /** Folder (or archive) of the app to start; by default the built one of this tree. */
  readonly appFolder?: string
  /** Folder of all data; a new one by default. */
  readonly home?: string
  /** Address of a simulated Instantly, without /api/v2. */
  readonly instantlyUrl?: string
  /** Rate limit for reading emails; for a simulated Instantly without limits. */
  readonly emailsPerMinute?: number
  /** Address of the fake CRMs. */
  readonly crmUrl?: string
  /** Address of the Supabase stand-in. */
  readonly supabaseUrl?: string
  /**
   * The keyring the stand-in simulates: working, none, or one that is named but does not answer. Electron uses the real
   * system.
   */
  readonly keyring?: 'yes' | 'none' | 'silent'
  /** The computer's language, as a tag; English by default, whatever the real one is. */
  readonly language?: string
  /** Whether the desktop shows a tray. On Linux the app queries the session bus, which is faked here. */
  readonly tray?: boolean
  /** Settings the operator chose before; by default the app quits without asking. */
  readonly desktop?: Partial<DesktopSettings>
  /** Called before waiting for the first window, for an app that starts without one. */
  readonly beforeWindow?: (app: ElectronApplication) => Promise<void>
  /** The app's own arguments: files to open. */
  readonly args?: readonly string[]
  /**
   * As installed: the folder of its resources, and the AppImage it was started from. Only the stand-in can simulate it.
   */
  readonly installed?: { readonly resources: string; readonly appImage?: string }
  /** The system's proxy, which only the stand-in can simulate. */
  readonly proxy?: string
  /** A folder at the front of the search path. */
  readonly programs?: string
  /** Starts with the demo, created and read as in the app. */
  readonly demo?: boolean
  /** Prepares a demo before it is requested, as for an operator. */
  readonly preparesDemo?: boolean
  /** The app lives only for seconds: the stand-in skips what pays off only later (see its `run-state.ts`). */
  readonly shortLived?: boolean
  /**
   * Unless false, the app has a separate process, which ends with it. Only specs, which end the shared process, set it
   * to false.
   */
  readonly ownProcess?: boolean
}

/** For a simulated Instantly without rate limits: all reading has finished before a spec looks. */
export const asFastAsMayBe = { emailsPerMinute: 6_000 }

/** The running app. After `relaunch`, `app` and `page` are the new ones. */
export type Sendoff = {
  readonly app: ElectronApplication
  readonly page: Page
  readonly home: string
  /** Output of the main process to stderr, over all launches. */
  stderr(): string
  /** Errors of the page (thrown, logged, or against its security policy), over all launches. */
  pageErrors(): readonly string[]
  /** Calls a route as the window does; returns the envelope, so that refusals can be inspected. */
  ask(name: string, input: unknown): Promise<Reply>
  /** Calls a route of the contract and throws if it is refused. */
  call<Name extends RouteName>(name: Name, input: Input<Name>): Promise<Output<Name>>
  /** Drops files on the window through the browser's own input, at the given point or its middle. */
  dropFiles(files: readonly string[], at?: { readonly x: number; readonly y: number }): Promise<void>
  /** Kills the main process, as a power cut would. */
  kill(): Promise<void>
  quit(): Promise<void>
  /** Whether it still runs, and was never started again. */
  runsSinceLaunch(): boolean
  /** Restarts the app on the same home. */
  relaunch(changes?: Omit<LaunchOptions, 'home'>): Promise<void>
}

export async function launchSendoff(options: LaunchOptions = {}): Promise<Sendoff> {
  const home = options.home ?? mkdtempSync(path.join(os.tmpdir(), 'sendoff-'))
  let current = options
  const desktopFile = path.join(home, 'desktop.json')
  if (!existsSync(desktopFile)) writeFileSync(desktopFile, JSON.stringify({ askBeforeQuit: false, ...options.desktop }))
  if (options.demo) await layDemo(path.join(home, 'data'), 'read')
  let stderr = ''
  const pageErrors: string[] = []

  const startOwn = async () => {
    const app = await _electron.launch({
      args: [
        ...preloads(current),
        // An installed app ignores SENDOFF_HOME.
        ...(current.installed ? [`--user-data-dir=${home}`] : []),
        current.appFolder ?? '.',
        ...(current.args ?? []),
      ],
      cwd: projectRoot,
      // Keeps the app's own theme, not one of Playwright's.
      colorScheme: null,
      env: environment(home, current),
    })
    await current.beforeWindow?.(app)
    const child = app.process()
    return { app, page: await app.firstWindow(), quit: () => ended(child, () => quitOrKill(app, child)) }
  }

  const start = async (isRestart: boolean) => {
    const shared = mayShareProcess(current) ? await startInKept(environment(home, current), isRestart) : null
    const { app, page, quit } = shared ?? (await startOwn())
    const hear = (text: Buffer) => {
      stderr += text.toString()
    }
    app.process().stderr?.on('data', hear)
    page.setDefaultTimeout(120_000)
    if (!process.env['SENDOFF_SHOTS']) leaveOutPictures(page)
    page.on('console', (message) => {
      // Playwright's own script, blocked in a frame without scripts that appears while it looks; the content of mails
      // has separate tests.
      const isPlaywrights = message.text().startsWith("Blocked script execution in 'about:srcdoc'")
      if (message.type() === 'error' && !isPlaywrights) pageErrors.push(message.text())
    })
    page.on('pageerror', (error) => pageErrors.push(error.message))
    // A window begins with an empty document; the page is ready when it has its bridge.
    await page.waitForFunction(() => 'sendoff' in globalThis && document.readyState === 'complete')
    // Kept, because Playwright forgets it once the app has ended.
    const child = app.process()
    const quitHere = async () => {
      await quit()
      child.stderr?.off('data', hear)
    }
    return { app, page, process: child, quit: quitHere }
  }

  let running = await start(false)
  let runsSinceLaunch = true

  const ask = (name: string, input: unknown) =>
    running.page.evaluate(
      ([route, value]) => (globalThis as unknown as { sendoff: Bridge }).sendoff.call(route, value),
      [name, input] as const,
    )

  return {
    get app() {
      return running.app
    },
    get page() {
      return running.page
    },
    home,
    stderr: () => stderr,
    pageErrors: () => pageErrors,
    ask,
    async call<Name extends RouteName>(name: Name, input: Input<Name>) {
      const reply = await ask(name, input)
      if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply.error)}`)
      return reply.data as Output<Name>
    },
    dropFiles: (files, at) => dropFiles(running.page, files, at),
    kill: () => {
      runsSinceLaunch = false
      return ended(running.process, () => running.process.kill('SIGKILL'))
    },
    quit: () => {
      runsSinceLaunch = false
      return running.quit()
    },
    runsSinceLaunch: () => runsSinceLaunch,
    async relaunch(changes = {}) {
      runsSinceLaunch = false
      current = { ...current, ...changes }
      running = await start(true)
    },
  }
}

/** Only an app started with the default options can follow another one in its process. */
function mayShareProcess(options: LaunchOptions): boolean {
  const { appFolder, home, language, tray, beforeWindow, args, installed, programs, ownProcess = true } = options
  const asUsual = !appFolder && !home && !language && !tray && !beforeWindow && !args && !installed
  return asUsual && !ownProcess && !programs
}

/** Skips pictures, which assert nothing and take as long as the test itself, unless `SENDOFF_SHOTS` requests them. */
function leaveOutPictures(page: Page): void {
  const take = page.screenshot.bind(page)
  // The runner's own screenshot of a failed test sets the caret option.
  page.screenshot = async (options = {}) => (options.path && !options.caret ? Buffer.alloc(0) : take(options))
}

async function ended(child: ChildProcess, end: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  await end()
  await exit
}

/**
 * Playwright gives Electron a keyring that protects nothing; on Linux the tests want the real one, unless told not to.
 */
function preloads({ keyring }: LaunchOptions): readonly string[] {
  if (process.platform !== 'linux' || keyring === 'none' || chooseRunner().kind === 'stand-in') return []
  return ['-r', path.join(import.meta.dirname, 'real-keyring.cjs')]
}

/** A hanging app must not hang the test run; its exit by a signal shows in the test's later assertions. */
async function quitOrKill(app: ElectronApplication, main: ChildProcess): Promise<void> {
  const timer = setTimeout(() => main.kill('SIGKILL'), 20_000)
  await app.close()
  clearTimeout(timer)
}

function environment(home: string, options: LaunchOptions): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => name === 'SENDOFF_BROWSER' || !/^(SENDOFF_|STANDIN_|ELECTRON_RENDERER_URL)/.test(name),
  )
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    SENDOFF_HOME: home,
    SENDOFF_LANGUAGE: options.language ?? 'en-GB',
    // Keeps the tests from changing the developer's own autostart.
    XDG_CONFIG_HOME: path.join(home, 'config'),
    PATH: [options.programs, desktopTools(home, options.tray ?? false), process.env['PATH']]
      .filter((folder) => folder !== undefined)
      .join(path.delimiter),
    // Preparing a demo costs more processor time than the spec.
    ...(options.preparesDemo ? {} : { SENDOFF_PREPARE_DEMO: 'no' }),
    ...(options.instantlyUrl ? { SENDOFF_INSTANTLY_URL: options.instantlyUrl } : {}),
    ...(options.emailsPerMinute ? { SENDOFF_EMAILS_PER_MINUTE: String(options.emailsPerMinute) } : {}),
    ...(options.crmUrl ? { SENDOFF_CRM_URL: options.crmUrl } : {}),
    ...(options.supabaseUrl ? { SENDOFF_SUPABASE_URL: options.supabaseUrl } : {}),
    STANDIN_KEYRING: options.keyring ?? 'yes',
    ...(options.shortLived ? { STANDIN_SHORT_LIVED: '1' } : {}),
    ...(options.installed ? { STANDIN_RESOURCES: options.installed.resources } : {}),
    ...(options.proxy ? { STANDIN_PROXY: options.proxy } : {}),
    ...(options.installed?.appImage ? { APPIMAGE: options.installed.appImage } : {}),
  }
}

/** Creates a folder with a `gdbus` that answers like a session bus with or without a tray. */
function desktopTools(home: string, tray: boolean): string {
  const folder = path.join(home, 'desktop-tools')
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'gdbus')
  writeFileSync(file, `#!/bin/sh\necho '(<${tray}>,)'\n`)
  chmodSync(file, 0o755)
  return folder
}

type Drag = { heard: string[]; readonly forget: () => void }

/**
 * The browser drops a file only if it was told before that the page accepts it, which may happen late or not at all:
 * then the drag leaves the page, and the file is dragged again.
 */
async function dropFiles(page: Page, files: readonly string[], at?: { readonly x: number; readonly y: number }) {
  const point = at ?? (await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 })))
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, ...point, data })
  const heard = async (types: readonly string[], limit: { timeout?: number } = {}): Promise<string> => {
    const found = await page.waitForFunction(
      (any) => (globalThis as unknown as { drag: Drag }).drag.heard.find((type) => any.includes(type)),
      types,
      limit,
    )
    return (await found.jsonValue()) ?? ''
  }
  await page.evaluate(() => {
    const over = new AbortController()
    const drag: Drag = { heard: [], forget: () => over.abort() }
    Object.assign(globalThis, { drag })
    for (const type of ['dragover', 'drop', 'dragleave'])
      addEventListener(type, () => void drag.heard.push(type), { capture: true, signal: over.signal })
  })
  for (let end = ''; end !== 'drop'; ) {
    await page.evaluate(() => {
      ;(globalThis as unknown as { drag: Drag }).drag.heard = []
    })
    await send('dragEnter')
    await send('dragOver')
    // A busy page may miss the event; nothing was dropped yet, so the file is dragged again.
    const over = await heard(['dragover'], { timeout: 5_000 }).catch(() => null)
    if (over === null) continue
    await send('drop')
    // If not even that event arrives, the file is dragged again; a file dropped twice is opened once.
    end = await heard(['drop', 'dragleave'], { timeout: 20_000 }).catch(() => '')
  }
  await page.evaluate(() => (globalThis as unknown as { drag: Drag }).drag.forget())
  await session.detach()
}

/** Returns the log file of a home, for tests of its content. */
export function readLog(home: string): string {
  return readFileSync(path.join(home, 'logs', 'sendoff.log'), 'utf8')
}
