import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Logger } from '#shared/log.ts'
import { createRelayApp } from './app.ts'
import type { RelayConfig } from './config.ts'
import { openDirectory } from './directory.ts'
import { createMetrics } from './metrics.ts'
import { applyRetention, watchClock } from './retention.ts'
import type { RelayStore } from './store/types.ts'
import { createWakeUps } from './wake-ups.ts'

const retentionEveryMs = 600_000
const stopWithinMs = 10_000

export type Relay = {
  /** URL it listens on. */
  readonly url: string
  readonly port: number
  /** Answers the requests under way, wakes waiting polls, closes the store. */
  stop(): Promise<void>
}

/** Serves the store until stopped, which also closes the store. */
export async function startRelay(
  store: RelayStore,
  config: RelayConfig,
  log: Logger,
  now: () => number = Date.now,
  timeouts: RequestTimeouts = requestTimeouts,
): Promise<Relay> {
  const wakeUps = createWakeUps()
  const metrics = createMetrics()
  const directory = await openDirectory(store, now)
  store.onStored(wakeUps.wake)
  const isClockSteady = watchClock(now)
  let overSize = false
  let retention = Promise.resolve()
  const cleanUp = () => {
    retention = applyRetention({ store, rules: config.retention, metrics, log, now, isClockSteady }).then(
      (over) => {
        overSize = over
      },
      (error: unknown) => log.error('retention failed', { reason: error instanceof Error ? error.message : 'unknown' }),
    )
  }
  const app = createRelayApp({ store, directory, config, wakeUps, metrics, log, now, overSize: () => overSize })
  const server = createAdaptorServer({ fetch: app.fetch, createServer, serverOptions: timeouts }) as Server
  server.timeout = config.silentMs
  server.maxConnections = config.maxConnections
  let openRequests = 0
  server.on('request', (_request, response) => {
    openRequests += 1
    response.once('close', () => {
      openRequests -= 1
    })
  })
  const { port, host } = await listen(server, config)
  cleanUp()
  const timer = setInterval(cleanUp, retentionEveryMs)
  log.info('listening', { host, port, store: store.kind })

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    async stop() {
      log.info('stopping')
      clearInterval(timer)
      wakeUps.stop()
      await close(server, () => openRequests)
      directory.close()
      await retention
      await store.close()
      log.info('stopped')
    },
  }
}

/** Disconnects clients that deliberately send slowly; a proxy keeps its connections longer than its own time-out. */
export const requestTimeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
}
export type RequestTimeouts = typeof requestTimeouts

function listen(server: Server, { host, port }: RelayConfig): Promise<{ port: number; host: string }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // In a burst, all clients may connect at once.
    server.listen({ host, port, backlog: 4_096 }, () => {
      server.off('error', reject)
      const address = server.address() as AddressInfo
      resolve({ port: address.port, host: address.address })
    })
  })
}

/** Closes the server once all requests under way are answered; does not wait for idle connections. */
async function close(server: Server, openRequests: () => number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  const sweep = setInterval(() => {
    if (openRequests() === 0) server.closeAllConnections()
  }, 50)
  const force = setTimeout(() => server.closeAllConnections(), stopWithinMs)
  await closed
  clearInterval(sweep)
  clearTimeout(force)
}
