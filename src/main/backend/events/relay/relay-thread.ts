/** The thread in which the relay runs, from the app's side: started with the first question, and anew after it failed. */
import fs from 'node:fs'
import type { Worker } from 'node:worker_threads'
import { AppError } from '#shared/errors.ts'
import type { Logger } from '#shared/log.ts'
import type { RelayThreadAsks, RelayThreadTells } from '#shared/relay-here.ts'
import { createPeer, type Peer } from '#shared/rpc.ts'
import { endThread, watchLoading } from '../../core/lib/native-threads.ts'

export type SpawnRelay = (order: { readonly folder: string }) => Worker

type Parts = {
  readonly spawn: SpawnRelay
  readonly folder: string
  readonly log: Logger
  readonly tunnelEnded: (said: string) => void
  /** The thread is gone without having been told to. */
  readonly failed: () => void
}

export function createRelayThread({ spawn, folder, log, tunnelEnded, failed }: Parts) {
  let live: { readonly worker: Worker; readonly peer: Peer } | null = null
  let over = false

  function started() {
    if (live) return live
    const worker = watchLoading(spawn({ folder }))
    const peer = createPeer(worker, {
      ask: () => undefined,
      tell(name, what) {
        if (name === 'log') {
          const { level, message, data } = what as RelayThreadTells['log']
          log[level](message, data)
        }
        if (name === 'tunnel.ended' && live?.worker === worker)
          tunnelEnded((what as RelayThreadTells['tunnel.ended']).said)
      },
    })
    worker.on('error', (error) => log.error('the relay ended', { error: error.stack ?? error.message }))
    worker.on('exit', () => {
      peer.abandon(new AppError('RELAY_UNREACHABLE', { reason: 'ended' }))
      if (live?.worker !== worker) return
      live = null
      failed()
    })
    // The app ends it; by itself it keeps nothing alive.
    worker.unref()
    live = { worker, peer }
    return live
  }

  async function stop(): Promise<void> {
    const ending = live
    if (!ending) return
    live = null
    await ending.peer.ask('relay.stop' satisfies keyof RelayThreadAsks, null).catch(() => undefined)
    await endThread(ending.worker)
  }

  return {
    /** Asks the thread; it is started where it does not run. */
    async ask<Name extends keyof RelayThreadAsks>(
      name: Name,
      asked: Parameters<RelayThreadAsks[Name]>[0],
    ): Promise<ReturnType<RelayThreadAsks[Name]>> {
      if (over) throw new AppError('CANCELLED')
      return started().peer.ask(name, asked)
    },
    isRunning: () => live !== null,
    isThere: () => fs.existsSync(folder),
    stop,
    /** With the app: it is not started again. */
    async end(): Promise<void> {
      over = true
      await stop()
    },
    /** Everything it kept; only while it is stopped. */
    removeFiles(): void {
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type RelayThread = ReturnType<typeof createRelayThread>
