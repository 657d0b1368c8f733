/** Electron's `webContents`: one page, over its DevTools session. */
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { type CdpData, type CdpSession, webRtcPolicy } from '../chromium.ts'
import type { FromPage, ToPage } from '../page/isolated-world.ts'
import { filesName, fromMainName, preloadWorld, toMainName } from '../page/scripts.ts'
import { fromWeb, toWeb } from './custom-schemes.ts'
import { makeEvent } from './events.ts'
import { codec, ipcMain } from './ipc-main.ts'
import { Menu } from './menu.ts'
import { nativeTheme } from './native-theme.ts'
import { session } from './session.ts'
import { type NativeImage, nativeImage } from './tray.ts'

type OpenHandler = (details: { readonly url: string }) => { action: string }

let lastId = 0

export class WebContents extends EventEmitter {
  readonly id: number
  readonly session = session.defaultSession
  readonly mainFrame: WebFrame
  #page: CdpSession | null = null
  readonly #attached = Promise.withResolvers<CdpSession>()
  /** Id of the preload's world in the current document; 0 between documents. */
  #worldId = 0
  #url = ''
  #title = ''
  #loading = false
  #failed = false
  #destroyed = false
  #webRtcPolicy = 'default'
  #openHandler: OpenHandler = () => ({ action: 'allow' })
  /** Web addresses requested by the app itself, which are not navigations of the page. */
  readonly #asked = new Set<string>()

  constructor() {
    super()
    lastId += 1
    this.id = lastId
    this.mainFrame = new WebFrame(this)
  }

  getURL = (): string => this.#url
  getTitle = (): string => this.#title
  isLoading = (): boolean => this.#loading
  isDestroyed = (): boolean => this.#destroyed
  getType = (): string => 'window'
  getWebRTCIPHandlingPolicy = (): string => this.#webRtcPolicy
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.#webRtcPolicy = policy
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#attached.promise
    const web = toWeb(url)
    this.#asked.add(withoutHash(web))
    this.#loading = true
    const loaded = new Promise<void>((resolve, reject) => {
      const done = (error?: Error) => {
        this.off('did-finish-load', onLoad)
        this.off('did-fail-load', onFail)
        if (error) reject(error)
        else resolve()
      }
      const onLoad = () => done()
      const onFail = (_event: unknown, code: number, text: string) =>
        done(new Error(`${text} (${code}) loading '${url}'`))
      this.on('did-finish-load', onLoad)
      this.on('did-fail-load', onFail)
    })
    const result = await page.send('Page.navigate', { url: web })
    if (result['errorText']) {
      this.emit('did-fail-load', makeEvent(), -2, String(result['errorText']).replace('net::', ''), url, true)
    }
    return loaded
  }

  reload(): void {
    this.#page?.tell('Page.reload')
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
    this.post({ t: 'event', channel, args: codec.encode(args) })
  }

  async executeJavaScript(expression: string): Promise<unknown> {
    const page = await this.#attached.promise
    const done = await page.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    if (done['exceptionDetails']) throw new Error(done['exceptionDetails']['exception']?.['description'] ?? 'failed')
    return done['result']['value']
  }

  /**
   * Drags nothing, but checks what Electron requires: one or more existing files and an icon. Without an icon Electron
   * throws on macOS.
   */
  startDrag(item: {
    readonly file: string
    readonly files?: readonly string[]
    readonly icon: NativeImage | string
  }): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
    const icon = typeof item.icon === 'string' ? nativeImage.createFromPath(item.icon) : item.icon
    if (icon.isEmpty()) throw new TypeError("Must specify non-empty 'icon' option")
    const files = item.files?.length ? item.files : [item.file]
    for (const file of files) if (!existsSync(file)) throw new Error(`stand-in: no file to drag at ${file}`)
  }

  /** Prints the page with Chromium. */
  async printToPDF(options: {
    readonly preferCSSPageSize?: boolean
    readonly printBackground?: boolean
    readonly generateTaggedPDF?: boolean
  }): Promise<Buffer> {
    const page = await this.#attached.promise
    const { data } = await page.send('Page.printToPDF', {
      paperWidth: 8.27,
      paperHeight: 11.69,
      preferCSSPageSize: options.preferCSSPageSize ?? false,
      printBackground: options.printBackground ?? false,
      generateTaggedPDF: options.generateTaggedPDF ?? false,
    })
    return Buffer.from(String(data), 'base64')
  }

  forcefullyCrashRenderer(): void {
    this.#page?.tell('Page.crash')
  }

  // The following members are specific to the stand-in.

  isOffTheNetwork = (): boolean => this.#webRtcPolicy === webRtcPolicy && this.session.hasChromiumsProxy()

  /** Sends a message to the preload's world; does nothing without a document. */
  post(message: ToPage): void {
    if (this.#worldId === 0) return
    this.#page?.tell('Runtime.callFunctionOn', {
      functionDeclaration: `function (text) { ${fromMainName}(text) }`,
      arguments: [{ value: JSON.stringify(message) }],
      executionContextId: this.#worldId,
    })
  }

  applyTheme(): void {
    const value = nativeTheme.themeSource
    const features = value === 'system' ? [] : [{ name: 'prefers-color-scheme', value }]
    this.#page?.tell('Emulation.setEmulatedMedia', { features })
  }

  openRequested(url: string): { action: string } {
    return this.#openHandler({ url })
  }

  /** Returns whether a document may load: always if the app requested it, else as its listeners decide. */
  navigationRequested(webUrl: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.#asked.has(withoutHash(webUrl))) return true
    const event = makeEvent({ url: fromWeb(webUrl), isMainFrame, isSameDocument: false })
    this.emit('will-frame-navigate', event)
    if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, event.url)
    return !event.defaultPrevented
  }

  destroyed(): void {
    this.#destroyed = true
    this.#page = null
    this.emit('destroyed')
  }

  /** Connects to the page's session; called before its first document runs. */
  attach(page: CdpSession, frameId: string): void {
    page.on('Runtime.executionContextCreated', ({ context }: CdpData) => {
      if (context['name'] === preloadWorld && context['auxData']?.['frameId'] === frameId) this.#worldId = context['id']
    })
    page.on('Runtime.executionContextDestroyed', ({ executionContextId }: CdpData) => {
      if (executionContextId === this.#worldId) this.#worldId = 0
    })
    page.on('Runtime.executionContextsCleared', () => {
      this.#worldId = 0
    })
    page.on('Runtime.bindingCalled', ({ name, payload, executionContextId }: CdpData) => {
      if (name !== toMainName) return
      this.#worldId ||= executionContextId
      this.#hear(JSON.parse(payload) as FromPage)
    })
    page.on('Page.frameNavigated', ({ frame }: CdpData) => {
      if (frame['id'] === frameId) this.#navigated(frame)
    })
    page.on('Page.navigatedWithinDocument', ({ frameId: id, url }: CdpData) => {
      if (id === frameId) this.#url = fromWeb(url)
    })
    page.on('Page.domContentEventFired', () => {
      this.emit('dom-ready', makeEvent())
      this.post({ t: 'accelerators', list: Menu.accelerators() })
    })
    page.on('Page.loadEventFired', () => this.#loaded())
    page.on('Inspector.targetCrashed', () =>
      this.emit('render-process-gone', makeEvent(), { reason: 'crashed', exitCode: 5 }),
    )
    this.#page = page
  }

  /** Called when the page is set up and may navigate. */
  ready(): void {
    if (this.#page) this.#attached.resolve(this.#page)
  }

  #navigated(frame: CdpData): void {
    // Applied again, because a test runner sets its own theme when it attaches.
    this.applyTheme()
    this.#asked.delete(withoutHash(frame['url']))
    this.#failed = Boolean(frame['unreachableUrl'])
    if (this.#failed) this.emit('did-fail-load', makeEvent(), -2, 'ERR_FAILED', fromWeb(frame['unreachableUrl']), true)
    else {
      this.#url = fromWeb(frame['url'] + (frame['urlFragment'] ?? ''))
      this.emit('did-navigate', makeEvent(), this.#url)
    }
  }

  #loaded(): void {
    // The empty initial document of a target is not a page of the app.
    if (this.#failed || this.#url === '' || this.#url === 'about:blank' || this.#url.startsWith('data:')) return
    this.#loading = false
    this.emit('did-finish-load')
    void this.executeJavaScript('document.title')
      .then((title) => {
        this.#title = String(title)
        this.emit('page-title-updated', makeEvent(), this.#title, true)
      })
      .catch(() => {})
  }

  #hear(message: FromPage): void {
    switch (message.t) {
      case 'invoke':
        void this.#answer(message)
        return
      case 'send':
        ipcMain.emit(message.channel, this.#ipcEvent(), ...(codec.decode(message.args) as unknown[]))
        return
      case 'accelerator':
        Menu.clickCommand(message.commandId)
        return
      case 'preloadError':
        this.emit('preload-error', makeEvent(), '', new Error(message.message))
        return
      case 'drop':
        void this.#namePaths(message)
        return
      default:
    }
  }

  async #answer({ id, channel, args }: Extract<FromPage, { t: 'invoke' }>): Promise<void> {
    try {
      this.post({ t: 'reply', id, value: await ipcMain.answer(this.#ipcEvent(), channel, args) })
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error)
      this.post({ t: 'reply', id, error: String(error) })
    }
  }

  /** Answers with the paths of the files of a drop. */
  async #namePaths({ id, count }: Extract<FromPage, { t: 'drop' }>): Promise<void> {
    const page = this.#page
    const contextId = this.#worldId
    const pathOf = async (at: number): Promise<string> => {
      const file = await page?.send('Runtime.evaluate', { expression: `${filesName}[${at}]`, contextId })
      const info = await page?.send('DOM.getFileInfo', { objectId: file?.['result']['objectId'] })
      return info?.['path'] ?? ''
    }
    const paths = await Promise.all(Array.from({ length: count }, (_, at) => pathOf(at).catch(() => '')))
    this.post({ t: 'reply', id, value: JSON.stringify(paths) })
  }

  #ipcEvent() {
    return makeEvent({ type: 'frame', sender: this, senderFrame: this.mainFrame })
  }
}

/** Only top frames have a preload here, so every message comes from a top frame. */
class WebFrame {
  readonly parent = null
  readonly #contents: WebContents

  constructor(contents: WebContents) {
    this.#contents = contents
  }
  get url(): string {
    return this.#contents.getURL()
  }
  get top(): WebFrame {
    return this
  }
}

const withoutHash = (url: string) => url.replace(/#.*$/s, '')
