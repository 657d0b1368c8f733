/** The API that preload exposes to the renderer as `window.sendoff`. */
import type { Reply } from './rpc.ts'

/** A DOM `File`, declared here so that shared code does not depend on the DOM. */
export type DroppedFile = { readonly name: string; readonly size: number }

/** `chosen` carries the path of a file the operator dropped or picked; preload sends it, so no page can forge it. */
export const bridgeChannels = { call: 'sendoff:call', event: 'sendoff:event', chosen: 'sendoff:chosen' } as const

export type Bridge = {
  /** Calls a route of the contract in the backend (or the shell). Never rejects. */
  call(name: string, input: unknown): Promise<Reply>
  /** Subscribes to every event of the contract; returns a function that unsubscribes. */
  on(listener: (name: string, payload: unknown) => void): () => void
  /** Returns the path on disk of a dropped or picked file; empty if it has none. */
  pathForFile(file: DroppedFile): string
  readonly platform: 'darwin' | 'win32' | 'linux'
}
