import { AppError } from '#shared/errors.ts'
import type { ApiKeyId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { Clock, Store } from '../../core/deps.ts'
import type { CallMetrics } from '../../core/instantly/call-metrics.ts'
import { createInstantly } from '../../core/instantly/client.ts'
import type { AuditEntry, Instantly, KeySource } from '../../core/instantly/types.ts'
import type { Pauses } from '../../core/pauses.ts'
import type { DemoWorld } from './world.ts'

/** A name that never resolves, so that even a request that escaped would reach nobody. */
const nowhere = 'https://instantly.demo.invalid'

/** The client of demo workspaces: the same Instantly client, but its requests are answered in this process. */
export function createDemoClient(deps: {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  audit(entry: AuditEntry): void
  readonly metrics?: CallMetrics | undefined
  world(): Promise<DemoWorld>
  /** The time in the demo; null before it is opened. */
  worldNow(): number | null
  readonly pauses?: Pauses
}): Instantly {
  const client = createInstantly({
    baseUrl: nowhere,
    fetch: async (input, init) => (await deps.world()).fetch(new Request(input, init)),
    keys: demoKeys(deps.store, deps.world),
    // Below what the simulator allows (`engine.ts`).
    emailsPerMinute: 600,
    audit: deps.audit,
    metrics: deps.metrics,
    clock: deps.clock,
    log: deps.log,
    ...(deps.pauses ? { pauses: deps.pauses } : {}),
  })
  return {
    ...client,
    // A click moves the demo's time on by days, so it must be known without waiting for the next answer.
    clockAheadMs(workspaceId) {
      const now = deps.worldNow()
      return now === null ? client.clockAheadMs(workspaceId) : now - deps.clock.now()
    },
    now: (workspaceId) => deps.worldNow() ?? client.now(workspaceId),
  }
}

/** Keys of the simulated workspaces. A real client is refused here, as a demo client is by the vault. */
function demoKeys(store: Store, world: () => Promise<DemoWorld>): KeySource {
  const find = store.raw.prepare<[number], { remoteName: string | null; demo: string | null }>(
    'select remote_name as remoteName, demo from workspace where id = ?',
  )
  return {
    async secretFor(workspaceId) {
      const row = find.get(workspaceId)
      if (!row || row.demo === 'removing') throw new AppError('NOT_FOUND', { what: 'workspace' })
      if (row.demo === null) throw new AppError('INVALID_INPUT', { reason: 'no_demo_workspace' })
      const client = (await world()).clients.find(({ name }) => name === row.remoteName)
      if (!client) throw new AppError('DEMO_DAMAGED')
      return { keyId: 0 as ApiKeyId, secret: client.key }
    },
    report: () => undefined,
  }
}
