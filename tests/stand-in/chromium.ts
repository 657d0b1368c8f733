/**
 * Controls Chromium over its debugging pipe. The pipe also ties its lifetime to ours: it exits when this process is
 * killed.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdirSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBrowser, findHeadlessBrowser } from './find-browser.ts'
import { isShortLived } from './run-state.ts'
import { ScriptServer } from './script-server.ts'

/** Parameters and results of the DevTools protocol, typed loosely because Chromium defines their types. */
export type CdpData = Record<string, any>

/** One attached page. Emits the protocol's events by name. */
export class CdpSession extends EventEmitter {
  readonly id: string
  readonly #chromium: Chromium

  constructor(chromium: Chromium, id: string) {
    super()
    this.id = id
    this.#chromium = chromium
  }

  send(method: string, params: CdpData = {}): Promise<CdpData> {
    return this.#chromium.send(method, params, this.id)
  }

  /** Sends without waiting for the answer, because the page may be gone by now. */
  tell(method: string, params: CdpData = {}): void {
    this.send(method, params).catch(() => {})
  }
}

export type ChromiumOptions = {
  readonly profile: string
  /** TCP port to listen on too, if a test runner requested it. */
  readonly port: string | undefined
  readonly headed: boolean
  readonly switches: readonly string[]
}

export class Chromium extends EventEmitter {
  readonly executable: string
  readonly profile: string
  readonly scripts: ScriptServer
  readonly #process: ChildProcess
  readonly #toBrowser: Writable
  readonly #sessions = new Map<string, CdpSession>()
  readonly #waiting = new Map<number, { method: string; resolve(result: CdpData): void; reject(error: Error): void }>()
  #unread: Buffer[] = []
  #lastId = 0
  #gone = false

  static async launch(options: ChromiumOptions): Promise<Chromium> {
    const executable = options.headed ? findBrowser() : findHeadlessBrowser()
    if (!executable) throw new Error('stand-in: no Chromium or Chrome is installed')
    mkdirSync(options.profile, { recursive: true })
    await waitUntilFree(options.profile)
    return new Chromium(executable, options, await ScriptServer.start())
  }

  private constructor(executable: string, options: ChromiumOptions, scripts: ScriptServer) {
    super()
    this.executable = executable
    this.profile = options.profile
    this.scripts = scripts
    this.#process = spawn(executable, argumentsOf(options, scripts.port), {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    })
    this.#toBrowser = this.#process.stdio[3] as Writable
    this.#toBrowser.on('error', () => {})
    const fromBrowser = this.#process.stdio[4] as Readable
    fromBrowser.on('data', (data: Buffer) => this.#read(data))
    fromBrowser.on('error', () => {})
    passOnDevToolsLine(this.#process.stderr as Readable)
    this.#process.on('error', () => this.#onGone())
    this.#process.on('exit', () => this.#onGone())
  }

  send(method: string, params: CdpData = {}, sessionId?: string): Promise<CdpData> {
    if (this.#gone) return Promise.reject(new Error(`${method}: Chromium is gone`))
    return new Promise((resolve, reject) => {
      this.#lastId += 1
      this.#waiting.set(this.#lastId, { method, resolve, reject })
      this.#toBrowser.write(`${JSON.stringify({ id: this.#lastId, method, params, sessionId })}\0`)
    })
  }

  tell(method: string, params: CdpData = {}): void {
    this.send(method, params).catch(() => {})
  }

  openSession(id: string): CdpSession {
    const session = new CdpSession(this, id)
    this.#sessions.set(id, session)
    return session
  }

  closeSession(id: string): void {
    this.#sessions.delete(id)
  }

  forgetSessions(): void {
    this.#sessions.clear()
  }

  async close(): Promise<void> {
    if (this.#gone) return
    const gone = once(this, 'gone')
    this.tell('Browser.close')
    await Promise.race([gone, sleep(4000, null, { ref: false })])
    if (!this.#gone) this.#process.kill('SIGKILL')
  }

  /** Messages end with a zero byte and may arrive in pieces. */
  #read(data: Buffer): void {
    let rest = data
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...this.#unread, rest.subarray(0, end)]).toString()
      this.#unread = []
      rest = rest.subarray(end + 1)
      this.#hear(JSON.parse(text) as CdpData)
    }
    if (rest.length > 0) this.#unread.push(rest)
  }

  #hear(message: CdpData): void {
    if (message['id'] === undefined) {
      const listener = message['sessionId'] ? this.#sessions.get(message['sessionId']) : this
      listener?.emit(message['method'], message['params'])
      return
    }
    const asker = this.#waiting.get(message['id'])
    this.#waiting.delete(message['id'])
    if (message['error']) asker?.reject(new Error(`${asker.method}: ${message['error'].message}`))
    else asker?.resolve(message['result'])
  }

  #onGone(): void {
    if (this.#gone) return
    this.#gone = true
    for (const asker of this.#waiting.values()) asker.reject(new Error(`${asker.method}: Chromium is gone`))
    this.#waiting.clear()
    this.emit('gone')
  }
}

/** Chromium takes both only at its start, so a window that needs other values is rejected. */
export const noProxy = 'http://127.0.0.1:9'
export const webRtcPolicy = 'disable_non_proxied_udp'

function argumentsOf(options: ChromiumOptions, scriptPort: number): string[] {
  const args = [
    '--remote-debugging-pipe',
    `--user-data-dir=${options.profile}`,
    '--no-startup-window',
    '--no-first-run',
    '--no-default-browser-check',
    // The browser itself must not access the network.
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-extensions',
    '--disable-default-apps',
    '--password-store=basic',
    '--use-mock-keychain',
    '--disable-back-forward-cache',
    `--proxy-server=${noProxy}`,
    `--proxy-bypass-list=${process.env['ELECTRON_RENDERER_URL'] ? '<local>' : `<-loopback>;127.0.0.1:${scriptPort}`}`,
    // The names of the switch in the browser and in its headless shell.
    `--webrtc-ip-handling-policy=${webRtcPolicy}`,
    `--force-webrtc-ip-handling-policy=${webRtcPolicy}`,
    ...options.switches.filter((one) => !one.startsWith(disableFeatures)),
    disableFeatures + featuresOff(options.switches).join(','),
  ]
  if (options.port !== undefined) args.push(`--remote-debugging-port=${options.port}`)
  if (!options.headed) args.push('--headless', '--disable-gpu')
  if (isShortLived()) args.push('--js-flags=--single-threaded --no-opt --no-maglev')
  const root = process.getuid?.() === 0
  if (root && !args.includes('--no-sandbox')) args.push('--no-sandbox')
  // Suppresses the headed window's warning bar about --no-sandbox.
  if (args.includes('--no-sandbox')) args.push('--test-type')
  return args
}

const disableFeatures = '--disable-features='

/** Merges the lists, because Chromium uses only the last list and test runners pass one too. */
function featuresOff(switches: readonly string[]): readonly string[] {
  const given = switches.filter((one) => one.startsWith(disableFeatures))
  // The browser's own bars are never visible, and the pages of its address bar take twice as long to create as ours.
  const bars = ['Translate', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup']
  // The app's scripts come from this computer (see `script-server.ts`).
  const ours = [...bars, 'LocalNetworkAccessChecks']
  return [...ours, ...given.flatMap((one) => one.slice(disableFeatures.length).split(','))]
}

/** Test runners wait for this one line; the rest is Chromium's own log. */
function passOnDevToolsLine(stderr: Readable): void {
  let unread = ''
  stderr.setEncoding('utf8').on('data', (text: string) => {
    const lines = (unread + text).split('\n')
    unread = lines.pop() ?? ''
    for (const line of lines)
      if (line.startsWith('DevTools listening') || process.env['ELECTRON_ENABLE_LOGGING'])
        process.stderr.write(`${line}\n`)
  })
}

/** Waits until the Chromium of a killed predecessor has released the profile. */
async function waitUntilFree(profile: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const holder = holderOf(profile)
    if (holder === null) return
    try {
      process.kill(holder, 0)
    } catch {
      return
    }
    await sleep(50)
  }
}

function holderOf(profile: string): number | null {
  try {
    const pid = Number(readlinkSync(path.join(profile, 'SingletonLock')).split('-').at(-1))
    return Number.isInteger(pid) ? pid : null
  } catch {
    return null
  }
}
