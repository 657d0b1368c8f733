/** The app's side of the relay thread, which starts with the first request and again after a failure. */
import fs from 'node:fs'
import type { Worker } from 'node:worker_threads'
import { AppError } from '#shared/errors.ts'
import type { Logger } from '#shared/log.ts'
import type { RelayThreadMessages, RelayThreadRequests } from '#shared/relay-thread.ts'
import { createPeer, type Peer } from '#shared/rpc.ts'
import { endThread, watchLoading } from '../../core/lib/native-threads.ts'

export type SpawnRelay = (order: { readonly folder: string }) => Worker

type Parts = {
  readonly spawn: SpawnRelay
  readonly folder: string
  readonly log: Logger
  readonly tunnelEnded: (said: string) => void
  /** Called when the thread ends unexpectedly. */
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
          const { level, message, data } = what as RelayThreadMessages['log']
          log[level](message, data)
        }
        if (name === 'tunnel.ended' && live?.worker === worker)
          tunnelEnded((what as RelayThreadMessages['tunnel.ended']).said)
      },
    })
    worker.on('error', (error) => log.error('the relay ended', { error: error.stack ?? error.message }))
    worker.on('exit', () => {
      peer.abandon(new AppError('RELAY_UNREACHABLE', { reason: 'ended' }))
      if (live?.worker !== worker) return
      live = null
      failed()
    })
    // The app ends it; it must not keep the process alive.
    worker.unref()
    live = { worker, peer }
    return live
  }

  async function stop(): Promise<void> {
    const ending = live
    if (!ending) return
    live = null
    await ending.peer.ask('relay.stop' satisfies keyof RelayThreadRequests, null).catch(() => undefined)
    await endThread(ending.worker)
  }

  return {
    /** Sends the thread a request, starting it if needed. */
    async ask<Name extends keyof RelayThreadRequests>(
      name: Name,
      asked: Parameters<RelayThreadRequests[Name]>[0],
    ): Promise<ReturnType<RelayThreadRequests[Name]>> {
      if (over) throw new AppError('CANCELLED')
      return started().peer.ask(name, asked)
    },
    isRunning: () => live !== null,
    isThere: () => fs.existsSync(folder),
    stop,
    /** Ends the thread with the app; it is not started again. */
    async end(): Promise<void> {
      over = true
      await stop()
    },
    /** Deletes everything it stored. Only while it is stopped. */
    removeFiles(): void {
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type RelayThread = ReturnType<typeof createRelayThread>
