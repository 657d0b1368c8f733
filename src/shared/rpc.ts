/** Request and reply over anything with postMessage; the only protocol between main thread and backend thread. */
import { AppError, fromWire, type Problem, toWire } from './errors.ts'

export type RpcPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: unknown) => void): unknown
}

export type Reply<T = unknown> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: Problem }

type Message =
  | { readonly t: 'ask'; readonly id: number; readonly name: string; readonly arg: unknown }
  | { readonly t: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly t: 'tell'; readonly name: string; readonly arg: unknown }

export type RpcHandlers = {
  /** Answers requests from the other side. An error thrown here is received there as an AppError. */
  ask(name: string, arg: unknown): unknown
  /** Handles notifications from the other side. */
  tell(name: string, arg: unknown): void
}

export type Peer = {
  ask<T>(name: string, arg?: unknown): Promise<T>
  tell(name: string, arg?: unknown): void
  /** Rejects all pending requests; for when the other side has ended. */
  abandon(error: AppError): void
}

export function createPeer(port: RpcPort, handlers: RpcHandlers): Peer {
  let lastId = 0
  const waiting = new Map<number, { resolve(data: unknown): void; reject(error: AppError): void }>()

  const answer = async (id: number, name: string, arg: unknown) => {
    let reply: Reply
    try {
      reply = { ok: true, data: await handlers.ask(name, arg) }
    } catch (error) {
      reply = { ok: false, error: toWire(error) }
    }
    port.postMessage({ t: 'reply', id, reply } satisfies Message)
  }

  port.on('message', (raw) => {
    const message = raw as Message
    switch (message.t) {
      case 'ask':
        void answer(message.id, message.name, message.arg)
        return
      case 'tell':
        handlers.tell(message.name, message.arg)
        return
      case 'reply': {
        const asker = waiting.get(message.id)
        waiting.delete(message.id)
        if (message.reply.ok) asker?.resolve(message.reply.data)
        else asker?.reject(fromWire(message.reply.error))
        return
      }
      default:
    }
  })

  return {
    ask: <T>(name: string, arg?: unknown) =>
      new Promise<T>((resolve, reject) => {
        lastId += 1
        waiting.set(lastId, { resolve: resolve, reject })
        port.postMessage({ t: 'ask', id: lastId, name, arg } satisfies Message)
      }),
    tell: (name, arg) => port.postMessage({ t: 'tell', name, arg } satisfies Message),
    abandon(error) {
      for (const asker of waiting.values()) asker.reject(error)
      waiting.clear()
    },
  }
}
