import { createLogger } from '#shared/log.ts'
import { createChangeAnnouncer } from './announce-changes.ts'
import { createRestoredState } from './app/backups/restored-state.ts'
import { createDemoClient } from './app/demo/demo-instantly.ts'
import { createWorldKeeper } from './app/demo/world-keeper.ts'
import type { OpenParts } from './backend-parts.ts'
import { watchInstantlyAnswers } from './background/answering.ts'
import { createJobRegistry } from './background/job-registry.ts'
import { createMetrics } from './background/metrics.ts'
import { createPauses } from './background/pauses.ts'
import { createRuntime } from './background/runtime.ts'
import { createCheckpoints } from './checkpoints.ts'
import { createAuditLog } from './clients/activity/audit-log.ts'
import { createDemoLookup } from './clients/workspaces/demo-workspaces.ts'
import { createKeySource } from './clients/workspaces/key-source.ts'
import { createVault } from './clients/workspaces/vault.ts'
import type { Deps, Store } from './core/deps.ts'
import { withWritesBlocked } from './core/instantly/block-writes.ts'
import { createInstantlyByWorkspace } from './core/instantly/by-workspace.ts'
import { createInstantly } from './core/instantly/client.ts'
import { systemClock } from './core/lib/system-clock.ts'

export type Foundation = ReturnType<typeof createFoundation>

/** Creates what every area builds on: store, Instantly and its demo replacement, keys, runtime, announcements. */
export function createFoundation(parts: OpenParts, store: Store) {
  const { config, host, announce } = parts
  const clock = parts.clock ?? systemClock
  const logOf = (scope: string) => createLogger(scope, parts.logSink)
  const changes = createChangeAnnouncer(announce)
  let isOnline = true
  const online = () => isOnline

  const pauses = createPauses(store, clock)
  const audit = createAuditLog(store, clock, { log: logOf('audit'), written: () => changes.add('audit') })
  const vault = createVault({ store, host, clock, log: logOf('vault'), passphraseCost: parts.passphraseCost })
  const keySource = createKeySource({ store, vault, clock, log: logOf('keys'), changed: changes.add })
  const metrics = createMetrics({ store, clock, log: logOf('service'), online })
  // The demo's simulated Instantly always answers, so it is not watched.
  const answers = watchInstantlyAnswers(metrics, { clock, online })
  const network = createInstantly({
    baseUrl: config.instantlyUrl,
    emailsPerMinute: config.emailsPerMinute,
    keys: keySource,
    audit: audit.add,
    metrics: answers.metrics,
    clock,
    log: logOf('instantly'),
    appVersion: config.appVersion,
    pauses,
  })
  const isDemo = createDemoLookup(store)
  const keeper = createWorldKeeper(store, config.paths.dataDir, logOf('demo'))
  const demoClient = createDemoClient({
    store,
    clock,
    log: logOf('demo'),
    audit: audit.add,
    metrics,
    world: keeper.world,
    worldNow: keeper.now,
    pauses,
  })
  const restored = createRestoredState(store, clock)
  const instantly = createInstantlyByWorkspace(
    { network: withWritesBlocked(network, restored.isBarred), demo: demoClient },
    isDemo,
  )
  const jobs = createJobRegistry({ store, clock, host, log: logOf, changed: changes.add, online, pauses })
  // After what reads the store: if it is damaged, no thread keeps its file open.
  const checkpoints = createCheckpoints(parts, store)
  checkpoints.reportTo(jobs)
  const runtime = (parts.createRuntime ?? createRuntime)({
    store,
    clock,
    jobs,
    log: logOf,
    online,
    paces: parts.paces,
    pauses,
    isReleased: restored.isReleased,
  })
  const deps: Deps = {
    store,
    clock,
    host,
    config,
    instantly,
    jobs,
    background: runtime,
    spawnCleaner: parts.spawnCleaner,
    log: logOf,
    announce,
    changed: changes.add,
    online,
    pauses,
    pausedBy: (workspaceId) =>
      pauses.isPaused(workspaceId)
        ? 'CLIENT_PAUSED'
        : restored.isReconciled(workspaceId)
          ? null
          : 'PAUSED_AFTER_RESTORE',
  }
  return {
    deps,
    store,
    changes,
    checkpoints,
    audit,
    vault,
    keySource,
    metrics,
    isAnswering: answers.isAnswering,
    isDemo,
    keeper,
    restored,
    pauses,
    jobs,
    runtime,
    setOnline(is: boolean): void {
      isOnline = is
      announce('app.statusChanged', { online: is })
    },
  }
}
