import { closeSync, openSync, writeSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { createDemoInstantly, type DemoOptions, type SeenRequest } from '#demo/api/app.ts'
import type { Journal } from '#demo/api/journal.ts'
import type { World } from '#demo/state/world.ts'
import type { DemoClock } from '#demo/time/clock.ts'
import { checkRequest } from './check-request.ts'
import type { Latency } from './fault-rules.ts'
import { createFaults, type Faults } from './faults.ts'

export type FakeInstantlyOptions = Omit<DemoOptions, 'interference' | 'inspect' | 'onJournalLine'> & {
  /** Checks every request against the published facts; on unless `false`. */
  readonly strict?: boolean
  readonly latency?: Latency
  /** File to which the journal is written as JSON lines. */
  readonly journalFile?: string
  /** What its answers' `Date` says; this machine's time by default. */
  readonly date?: () => number
  /** A free one by default. */
  readonly port?: number
  /** Handles requests that are not part of the API. */
  readonly control?: (request: Request) => Promise<Response | null>
}

export type FakeInstantly = {
  /** Base address, without /api/v2. */
  readonly url: string
  /** A key of the first workspace, with all scopes. */
  readonly key: string
  readonly world: World
  readonly journal: Journal
  readonly clock: DemoClock
  readonly faults: Faults
  /** Advances the clock; due events happen, and webhooks are posted. */
  moveOn(ms: number): Promise<void>
  /** Violations in requests so far: a test that leaves one here has found a bug in the client. */
  readonly violations: readonly string[]
  close(): Promise<void>
}

const fakeKey = 'fake-instantly-key-0001-all-scopes'

/** Starts the simulated Instantly on a free local port, with faults. */
export async function startFakeInstantly(options: FakeInstantlyOptions = {}): Promise<FakeInstantly> {
  const { strict = true, latency, journalFile, date, port: wanted = 0, control, ...demoOptions } = options
  const { faults, interference } = createFaults()
  if (latency) faults.latency(latency)
  const file = journalFile === undefined ? null : openSync(journalFile, 'a')
  const demo = createDemoInstantly({
    workspaces: [{ name: 'Northwind Outreach', keys: [{ key: fakeKey }] }],
    ...demoOptions,
    interference,
    ...(strict ? { inspect } : {}),
    ...(file === null ? {} : { onJournalLine: (line: string) => void writeSync(file, `${line}\n`) }),
  })
  const server = createAdaptorServer({
    // Tests run their client in this process too, so its Request and Response must stay Node's own.
    overrideGlobalObjects: false,
    fetch: async (request, env) => {
      const response = asNodes((await control?.(request)) ?? (await demo.app.fetch(request, env)))
      if (date) response.headers.set('date', new Date(date()).toUTCString())
      return response
    },
  }) as Server
  // Longer than any test: a connection closed just as a client reuses it would look like a fault no test asked for.
  server.keepAliveTimeout = 120_000
  server.requestTimeout = 0
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    key: demo.world.workspaces[0]?.keys[0]?.key ?? fakeKey,
    world: demo.world,
    journal: demo.journal,
    clock: demo.clock,
    faults,
    moveOn: demo.moveOn,
    violations: demo.violations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          if (file !== null) closeSync(file)
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

function inspect(seen: SeenRequest): readonly string[] {
  const { method, path, query, contentType, bodyText, body } = seen
  if (bodyText !== '' && body === undefined) return ['body is not JSON']
  return checkRequest({ method, path, query, contentType, body })
}

/**
 * Another server of this process may have replaced Node's `Response` with Hono's own, and the adapter sends such a
 * response from its cache without asking whether an answer is wanted at all. A clone is Node's.
 */
function asNodes(response: Response): Response {
  return response.headers.has('x-hono-already-sent') ? response.clone() : response
}
