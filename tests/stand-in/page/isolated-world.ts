import type { Codec } from '../codec.ts'
import type { BridgeEnd } from './bridge-end.ts'

/** A menu item's shortcut, in the form of a page's keydown event. */
export type Accelerator = {
  readonly commandId: number
  readonly key: string
  readonly ctrl: boolean
  readonly meta: boolean
  readonly shift: boolean
  readonly alt: boolean
}

/** Messages from a page to the main process. Values are in the codec's format. */
export type FromPage =
  | { readonly t: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly t: 'send'; readonly channel: string; readonly args: string }
  | { readonly t: 'accelerator'; readonly commandId: number }
  | { readonly t: 'preloadError'; readonly message: string }

/** Messages from the main process to a page. */
export type ToPage =
  | { readonly t: 'reply'; readonly id: number; readonly value?: string; readonly error?: string }
  | { readonly t: 'event'; readonly channel: string; readonly args: string }
  | { readonly t: 'accelerators'; readonly list: readonly Accelerator[] }

export type IsolatedWorldConfig = {
  /** Names of the function that reaches main, and of the one main calls. */
  readonly send: string
  readonly receive: string
  readonly platform: string
  readonly versions: Readonly<Record<string, string | undefined>>
}

type Preload = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: unknown,
) => void

/**
 * Provides the environment of Electron's sandboxed preload: `require('electron')` and a part of `process`. Runs in the
 * page.
 */
export function installIsolatedWorld(
  config: IsolatedWorldConfig,
  codec: Codec,
  end: BridgeEnd,
  preload: Preload | null,
): void {
  const globals = globalThis as unknown as Record<string, unknown>
  const toMain = globals[config.send] as (text: string) => void
  const post = (message: FromPage) => toMain(JSON.stringify(message))

  type Listener = (event: unknown, ...args: unknown[]) => void
  const listeners = new Map<string, Set<Listener>>()
  const waiting = new Map<number, (reply: { value?: string; error?: string }) => void>()
  let lastId = 0
  let accelerators: readonly Accelerator[] = []

  const ipcRenderer = {
    on(channel: string, listener: Listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
      return ipcRenderer
    },
    removeListener(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener)
      return ipcRenderer
    },
    send: (channel: string, ...args: unknown[]) => post({ t: 'send', channel, args: codec.encode(args) }),
    async invoke(channel: string, ...args: unknown[]) {
      lastId += 1
      const id = lastId
      const text = codec.encode(args)
      const reply = await new Promise<{ value?: string; error?: string }>((resolve) => {
        waiting.set(id, resolve)
        post({ t: 'invoke', id, channel, args: text })
      })
      if (reply.error !== undefined) throw new Error(`Error invoking remote method '${channel}': ${reply.error}`)
      return codec.decode(reply.value as string)
    },
  }

  Object.defineProperty(globalThis, config.receive, {
    value(text: string) {
      const message = JSON.parse(text) as ToPage
      if (message.t === 'reply') {
        waiting.get(message.id)?.(message)
        waiting.delete(message.id)
      } else if (message.t === 'event') {
        const args = codec.decode(message.args) as unknown[]
        for (const listener of listeners.get(message.channel) ?? []) listener({ sender: ipcRenderer }, ...args)
      } else accelerators = message.list
    },
  })

  addEventListener('keydown', (event) => {
    const { ctrlKey, metaKey, shiftKey, altKey } = event
    const key = event.key.toLowerCase()
    const hit = accelerators.find(
      (one) =>
        one.key === key && one.ctrl === ctrlKey && one.meta === metaKey && one.shift === shiftKey && one.alt === altKey,
    )
    if (!hit || event.defaultPrevented) return
    event.preventDefault()
    post({ t: 'accelerator', commandId: hit.commandId })
  })

  const contextBridge = {
    exposeInMainWorld: (name: string, api: unknown) => end.tell('expose', { name, api: end.describe(api) }),
  }

  // The main process sees this function paused, reads `file`, sets `answer` and resumes it: a synchronous call. It has
  // to be nested here, because only this function's source is sent to the page.
  function standInAsk(file: File): string {
    let answer = ''
    // oxlint-disable-next-line no-debugger
    debugger
    return file instanceof File ? answer : ''
  }
  const webUtils = {
    getPathForFile(file: File) {
      if (!(file instanceof File)) throw new TypeError('getPathForFile expects a file')
      return standInAsk(file)
    },
  }

  const electron = { contextBridge, ipcRenderer, webUtils }
  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`)
  }
  const process = {
    platform: config.platform,
    versions: config.versions,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    env: {},
  }
  const module = { exports: {} }
  try {
    preload?.(require, module, module.exports, process)
  } catch (error) {
    console.error('Unable to load preload script', error)
    post({ t: 'preloadError', message: String(error) })
  }
}
