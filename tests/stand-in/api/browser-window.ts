/** Electron's `BrowserWindow`: a window or a headless target of Chromium. */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { CdpSession } from '../chromium.ts'
import { pageScripts, preloadWorld, toMainName } from '../page/scripts.ts'
import { chromium, run } from '../run-state.ts'
import { app } from './app.ts'
import { makeEvent } from './events.ts'
import { type RegisteredWindow, windows } from './registry.ts'
import { WebContents } from './web-contents.ts'

type Bounds = { x: number; y: number; width: number; height: number }
type Options = Partial<Bounds> & {
  readonly show?: boolean
  readonly title?: string
  readonly webPreferences?: {
    readonly preload?: string
    readonly sandbox?: boolean
    readonly contextIsolation?: boolean
    readonly nodeIntegration?: boolean
    readonly javascript?: boolean
  }
}

let lastId = 0
/** Targets arrive in the order of their requests, so windows open one after another. */
let opening: Promise<unknown> = Promise.resolve()

export class BrowserWindow extends EventEmitter implements RegisteredWindow {
  readonly id: number
  readonly webContents = new WebContents()
  targetId: string | null = null
  sessionId: string | null = null
  readonly #preload: string | null
  readonly #javascript: boolean
  readonly #attached = Promise.withResolvers<void>()
  #bounds: Bounds
  #visible: boolean
  #ready = false
  #title: string
  #state: 'normal' | 'minimized' | 'maximized' | 'fullscreen' = 'normal'
  #windowId = 0
  #destroyed = false

  constructor(options: Options = {}) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const {
      preload = null,
      sandbox = true,
      contextIsolation = true,
      nodeIntegration = false,
      javascript = true,
    } = options.webPreferences ?? {}
    if (!sandbox || !contextIsolation || nodeIntegration)
      throw new Error('stand-in: only sandboxed windows are carried')
    if (preload?.endsWith('.mjs')) throw new Error('a sandboxed preload cannot be an ES module')
    lastId += 1
    this.id = lastId
    this.#preload = preload
    this.#javascript = javascript
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    this.#visible = options.show !== false
    this.#title = options.title ?? app.getName()
    this.webContents.on('did-finish-load', () => {
      if (this.#ready) return
      this.#ready = true
      this.emit('ready-to-show')
    })
    this.webContents.on('page-title-updated', (_event, title: string) => {
      if (title) this.#title = title
    })
    windows.all.add(this)
    windows.focused = this
    app.emit('web-contents-created', makeEvent(), this.webContents)
    app.emit('browser-window-created', makeEvent(), this)
    opening = opening.then(() => this.#open()).catch((error: unknown) => console.error('stand-in: window', error))
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.all] as BrowserWindow[]
  }
  static getFocusedWindow(): BrowserWindow | null {
    return windows.focused as BrowserWindow | null
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null
  }
  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }
  close(): void {
    const event = makeEvent()
    this.emit('close', event)
    if (event.defaultPrevented) app.quitPrevented()
    else this.destroy()
  }
  destroy(): void {
    void this.#attached.promise.then(() => chromium().tell('Target.closeTarget', { targetId: this.targetId }))
  }
  isDestroyed = (): boolean => this.#destroyed

  show(): void {
    const hidden = !this.#visible
    this.#visible = true
    if (hidden) this.emit('show')
    this.focus()
  }
  /** A hidden window keeps its page running and its state. */
  hide(): void {
    if (!this.#visible) return
    this.#visible = false
    if (windows.focused === this) {
      windows.focused = null
      this.emit('blur')
    }
    this.emit('hide')
  }
  isVisible = (): boolean => this.#visible
  focus(): void {
    windows.focused = this
    void this.#attached.promise.then(() => chromium().tell('Target.activateTarget', { targetId: this.targetId }))
    this.emit('focus')
  }
  isFocused = (): boolean => windows.focused === this && this.#visible

  setProgressBar(_share: number, _options?: { readonly mode?: string }): void {}
  setOverlayIcon(_image: unknown, _description: string): void {}

  minimize(): void {
    this.#setState('minimized', 'minimize')
  }
  /** Also shows a hidden window, as Electron does. */
  maximize(): void {
    this.#setState('maximized', 'maximize')
    if (this.#visible) return
    if (!this.#ready) console.error('stand-in: a window is shown before its page')
    this.#visible = true
    this.emit('show')
  }
  unmaximize(): void {
    this.#setState('normal', 'unmaximize')
  }
  restore(): void {
    this.#setState('normal', 'restore')
  }
  setFullScreen(on: boolean): void {
    this.#setState(on ? 'fullscreen' : 'normal', on ? 'enter-full-screen' : 'leave-full-screen')
  }
  isMinimized = (): boolean => this.#state === 'minimized'
  isMaximized = (): boolean => this.#state === 'maximized'
  isFullScreen = (): boolean => this.#state === 'fullscreen'

  getBounds = (): Bounds => ({ ...this.#bounds })
  getNormalBounds = (): Bounds => ({ ...this.#bounds })
  getContentSize = (): number[] => [this.#bounds.width, this.#bounds.height]
  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.#applySize()
    this.emit('resize')
  }
  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }
  getTitle = (): string => this.#title
  setTitle(title: string): void {
    this.#title = title
  }

  // The following members are specific to the stand-in.

  async attach(page: CdpSession, targetId: string): Promise<void> {
    this.targetId = targetId
    this.sessionId = page.id
    this.webContents.attach(page, targetId)
    const preload = this.#preload === null ? null : readFileSync(this.#preload, 'utf8')
    // Begins with a control character, so that no page can listen for the event by name.
    const { mainWorld, isolatedWorld } = pageScripts(`\u0001${randomUUID()}`, preload)
    await Promise.all([
      page.send('Page.enable'),
      page.send('Runtime.enable'),
      page.send('DOM.enable'),
      page.send('Inspector.enable'),
      page.send('Runtime.addBinding', { name: toMainName, executionContextName: preloadWorld }),
      page.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorld }),
      page.send('Page.addScriptToEvaluateOnNewDocument', { source: isolatedWorld, worldName: preloadWorld }),
      this.#findWindow(),
      page.send('Runtime.runIfWaitingForDebugger'),
    ])
    // Only once the page runs: sent to a page that still waits, it may keep it from ever starting.
    if (!this.#javascript) await page.send('Emulation.setScriptExecutionDisabled', { value: true })
    this.webContents.ready()
    this.#attached.resolve()
    if (this.#visible) this.emit('show')
  }

  targetGone(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    windows.all.delete(this)
    if (windows.focused === this) windows.focused = [...windows.all].at(-1) ?? null
    this.webContents.destroyed()
    this.emit('closed')
    this.#refuseCalls()
    setImmediate(() => app.windowClosed())
  }

  /** From now on only `isDestroyed` and the emitter's own methods work, as in Electron. */
  #refuseCalls(): void {
    const refuse = () => {
      throw new TypeError('Object has been destroyed')
    }
    const stays = new Set(['constructor', 'isDestroyed', 'targetGone', 'attach'])
    for (const name of [...Object.getOwnPropertyNames(BrowserWindow.prototype), ...Object.keys(this)]) {
      const member = Reflect.get(this, name) as unknown
      if (typeof member === 'function' && !stays.has(name)) Object.defineProperty(this, name, { value: refuse })
    }
  }

  async #open(): Promise<void> {
    if (!this.webContents.isOffTheNetwork()) throw new Error('only windows that are kept off the network are carried')
    windows.awaited.push(this)
    const { width, height } = this.#bounds
    if (run.headed) openAppWindow(this.#title, this.#bounds)
    else await chromium().send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height })
    await this.#attached.promise
  }

  async #findWindow(): Promise<void> {
    const found = await chromium().send('Browser.getWindowForTarget', { targetId: this.targetId })
    this.#windowId = found['windowId']
    if (this.#state === 'normal') this.#applySize()
    else this.#applyState()
  }

  #setState(state: 'normal' | 'minimized' | 'maximized' | 'fullscreen', event: string): void {
    this.#state = state
    this.#applyState()
    this.emit(event)
  }
  #applyState(): void {
    if (this.#windowId === 0) return
    chromium().tell('Browser.setWindowBounds', { windowId: this.#windowId, bounds: { windowState: this.#state } })
  }
  #applySize(): void {
    if (this.#windowId === 0) return
    const { width, height } = this.#bounds
    chromium().tell('Browser.setContentsSize', { windowId: this.#windowId, width, height })
  }
}

/**
 * Launches the browser again on the same profile, which opens a window without tabs or address bar in the running one.
 */
function openAppWindow(title: string, { width, height }: Bounds): void {
  const { executable, profile } = chromium()
  const root = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []
  const page = `data:text/html,<title>${encodeURIComponent(title)}</title>`
  execFile(
    executable,
    [`--user-data-dir=${profile}`, ...root, `--app=${page}`, `--window-size=${width},${height}`],
    () => {},
  )
}

/** Playwright finds a page's window through this. */
export const webContents = {
  getAllWebContents: () => BrowserWindow.getAllWindows().map((window) => window.webContents),
  fromDevToolsTargetId: (targetId: string) =>
    BrowserWindow.getAllWindows().find((window) => window.targetId === targetId)?.webContents,
}
