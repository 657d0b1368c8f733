/** What preload exposes to the renderer as `window.sendoff`: three functions, nothing else. */
import type { Reply } from './rpc.ts'

/** A DOM `File`, named here so that shared code needs no DOM. */
export type DroppedFile = { readonly name: string; readonly size: number }

/** `chosen` carries the path of a file the operator dropped or picked: told by preload, out of the page's reach. */
export const bridgeChannels = { call: 'sendoff:call', event: 'sendoff:event', chosen: 'sendoff:chosen' } as const

export type Bridge = {
  /** Asks the backend (or the shell) a route of the contract. Never rejects. */
  call(name: string, input: unknown): Promise<Reply>
  /** Hears every event of the contract; returns how to stop. */
  on(listener: (name: string, payload: unknown) => void): () => void
  /** Path on disk of a dropped or picked file; empty for one that has none. */
  pathForFile(file: DroppedFile): string
  readonly platform: 'darwin' | 'win32' | 'linux'
}
