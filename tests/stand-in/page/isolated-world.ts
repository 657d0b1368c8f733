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
  | { readonly t: 'drop'; readonly id: number; readonly count: number }

/** Messages from the main process to a page. */
export type ToPage =
  | { readonly t: 'reply'; readonly id: number; readonly value?: string; readonly error?: string }
  | { readonly t: 'event'; readonly channel: string; readonly args: string }
  | { readonly t: 'accelerators'; readonly list: readonly Accelerator[] }

export type IsolatedWorldConfig = {
  /** Names of the function that reaches main, and of the one main calls. */
  readonly send: string
  readonly receive: string
  /** Name under which the files of a drop are found by main. */
  readonly files: string
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

  // Only the main process can learn the path of a file, and only while nothing here waits for it: a drop is held until
  // the paths are known, and then happens again.
  const nameOf = ({ name, size, lastModified }: File) => `${name} ${size} ${lastModified}`
  let dropped: { readonly name: string; readonly path: string }[] = []
  addEventListener(
    'drop',
    (event) => {
      const files = [...(event.dataTransfer?.files ?? [])]
      if (!event.isTrusted || files.length === 0) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const { target, clientX, clientY } = event
      Object.assign(globalThis, { [config.files]: files })
      lastId += 1
      waiting.set(lastId, ({ value = '[]' }) => {
        const paths = JSON.parse(value) as readonly string[]
        dropped = files.map((file, at) => ({ name: nameOf(file), path: paths[at] ?? '' }))
        const dataTransfer = new DataTransfer()
        for (const file of files) dataTransfer.items.add(file)
        const init = { bubbles: true, cancelable: true, composed: true, clientX, clientY, dataTransfer }
        target?.dispatchEvent(new DragEvent('drop', init))
      })
      post({ t: 'drop', id: lastId, count: files.length })
    },
    true,
  )
  const webUtils = {
    getPathForFile(file: File) {
      if (!(file instanceof File)) throw new TypeError('getPathForFile expects a file')
      // The page's files arrive here as copies.
      return dropped.find(({ name }) => name === nameOf(file))?.path ?? ''
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
