/** Electron's `ipcMain`, and the codec for its values. */
import { EventEmitter } from 'node:events'
import { makeCodec } from '../codec.ts'

export const codec = makeCodec(
  (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  (text) => new Uint8Array(Buffer.from(text, 'base64')),
)

type Handler = (event: unknown, ...args: unknown[]) => unknown

/** Exported because the type of `electron` names it. @public */
export class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, handler)
  }
  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** Specific to the stand-in: answers one invoke, in the codec's format. */
  async answer(event: unknown, channel: string, args: string): Promise<string> {
    const handler = this.#handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return codec.encode(await handler(event, ...(codec.decode(args) as unknown[])))
  }
}

export const ipcMain = new IpcMain()
