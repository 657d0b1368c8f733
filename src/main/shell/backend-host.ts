/** Runs the backend in its thread and handles calls in both directions. Independent of Electron. */
import type { Events } from '#shared/contract/index.ts'
import { AppError, toWire } from '#shared/errors.ts'
import type { Host, MachineEvent } from '#shared/host.ts'
import type { Logger, LogLine, LogSink } from '#shared/log.ts'
import { createPeer, type Peer, type Reply, type RpcPort } from '#shared/rpc.ts'

/** The part of a worker thread that is used. */
export type BackendThread = RpcPort & {
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  terminate(): Promise<unknown>
}

export type BackendHost = {
  /** Calls a route of the contract. Never rejects. */
  call(name: string, input: unknown): Promise<Reply>
  machine(event: MachineEvent): void
  /** Lets the backend finish (within 5 s it closes the store) for at most `stopWithinMs`, then ends it. */
  stop(): Promise<void>
}

export type BackendHostOptions = {
  readonly startThread: () => BackendThread
  readonly host: Host
  readonly announce: (name: string, payload: unknown) => void
  readonly logSink: LogSink
  readonly log: Logger
  readonly stopWithinMs?: number
  /** Clock in ms, replaceable in tests. */
  readonly now?: () => number
}

/** A thread that ran this long before a crash is restarted as after a first crash. */
const stableAfterMs = 10 * 60_000
/** After a second crash in that time calls answer BACKEND_GONE for this long; the next one restarts the thread. */
const goneForMs = 10_000

/**
 * Starts the backend thread. After a crash it is restarted immediately; if it soon crashes again, calls answer
 * BACKEND_GONE for a moment, and the next call after that starts a new thread.
 */
export function startBackendHost(options: BackendHostOptions): BackendHost {
  const { host, log, announce } = options
  let thread: BackendThread | null = null
  let peer: Peer | null = null
  const now = options.now ?? (() => performance.now())
  let startedAt = 0
  let goneAt = 0
  let mayRestart = true
  let stopping = false
  /** Reported only when it is lost: a new thread assumes that there is a network. */
  let hasNetwork = true

  const start = () => {
    startedAt = now()
    const mine = options.startThread()
    const myPeer = createPeer(mine, {
      ask: (name, arg) => answerHostCall(host, name, arg),
      tell(name, arg) {
        if (name === 'event') {
          const event = arg as { name: string; payload: unknown }
          announce(event.name, event.payload)
        } else if (name === 'log') options.logSink(arg as LogLine)
      },
    })
    mine.on('error', (error) => log.error('backend thread failed', { error }))
    mine.on('exit', (code) => onExit(mine, myPeer, code))
    thread = mine
    peer = myPeer
    if (!hasNetwork) myPeer.tell('machine', 'offline' satisfies MachineEvent)
  }

  const onExit = (mine: BackendThread, myPeer: Peer, code: number) => {
    myPeer.abandon(new AppError('BACKEND_GONE'))
    if (thread !== mine) return
    thread = null
    peer = null
    if (stopping) return
    if (now() - startedAt >= stableAfterMs) mayRestart = true
    log.error('backend thread ended', { code, restarts: mayRestart })
    goneAt = now()
    if (!mayRestart) return
    mayRestart = false
    startAgain()
  }

  const startAgain = () => {
    start()
    // Everything on screen may be older than the new thread's data.
    announce('data.changed', { queries: 'all' } satisfies Events['data.changed'])
  }

  start()

  return {
    async call(name, input) {
      if (!peer && !stopping && now() - goneAt >= goneForMs) startAgain()
      if (!peer) return { ok: false, error: toWire(new AppError('BACKEND_GONE')) }
      try {
        return await peer.ask<Reply>('call', { name, input })
      } catch (error) {
        return { ok: false, error: toWire(error) }
      }
    },
    machine(event) {
      if (event === 'online' || event === 'offline') hasNetwork = event === 'online'
      peer?.tell('machine', event)
    },
    async stop() {
      stopping = true
      if (!peer || !thread) return
      const ended = await endsWithin(options.stopWithinMs ?? 7000, peer.ask('stop'))
      if (!ended) log.warn('backend did not stop in time')
      await thread?.terminate()
    },
  }
}

/** Handles the backend's calls: only those of Host. */
function answerHostCall(host: Host, name: string, arg: unknown): Promise<unknown> {
  switch (name) {
    case 'host.keyProtection':
      return host.keyProtection()
    case 'host.encrypt':
      return host.encrypt(arg as Parameters<Host['encrypt']>[0])
    case 'host.decrypt':
      return host.decrypt(arg as Parameters<Host['decrypt']>[0])
    case 'host.notify':
      return host.notify(arg as Parameters<Host['notify']>[0])
    case 'host.chooseSavePath':
      return host.chooseSavePath(arg as Parameters<Host['chooseSavePath']>[0])
    case 'host.chooseOpenPaths':
      return host.chooseOpenPaths()
    case 'host.choosePlace':
      return host.choosePlace(arg as Parameters<Host['choosePlace']>[0])
    case 'host.printPdf':
      return host.printPdf(arg as Parameters<Host['printPdf']>[0])
    case 'host.openPlace': {
      const { path, how } = arg as { path: string; how: Parameters<Host['openPlace']>[1] }
      return host.openPlace(path, how)
    }
    case 'host.eraseFromLog':
      return host.eraseFromLog(arg as Parameters<Host['eraseFromLog']>[0])
    case 'host.openExternal':
      return host.openExternal(arg as Parameters<Host['openExternal']>[0])
    case 'host.openFolder':
      return host.openFolder(arg as Parameters<Host['openFolder']>[0])
    default:
      throw new Error(`unknown question of the backend: ${name}`)
  }
}

/** Whether `work` ended, successfully or not, within the time. */
async function endsWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, ms, false)
  work.then(
    () => resolve(true),
    () => resolve(true),
  )
  const ended = await promise
  clearTimeout(timer)
  return ended
}
