import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { Contract, EventName, Events } from '#shared/contract/index.ts'
import type { Handlers, Topic } from '#shared/contract/route.ts'
import { AppError, toWire } from '#shared/errors.ts'
import type { BackendConfig, Host, MachineEvent } from '#shared/host.ts'
import { createLogger, type LogSink } from '#shared/log.ts'
import type { Reply } from '#shared/rpc.ts'
import type { CheckpointReport, CheckpointWish } from './db/checkpoint-wish.ts'
import { openStore, storeFileName } from './db/open.ts'
import type { Clock, Deps, Store } from './deps.ts'
import { createDispatch, type Dispatch } from './dispatch.ts'
import { createAuditLog } from './features/activity/audit-log.ts'
import { activityRoutes } from './features/activity/routes.ts'
import { createAlerts } from './features/alerts/alerts.ts'
import { analyticsRoutes } from './features/analytics/routes.ts'
import { createArchives } from './features/archives/routes.ts'
import { createBlockCopy } from './features/blocklist/block-copy.ts'
import { blocklistRoutes } from './features/blocklist/routes.ts'
import { createCampaignEdits, type EditTimings } from './features/campaign-edits/routes.ts'
import { campaignTagRoutes } from './features/campaign-tags/routes.ts'
import type { CampaignTimings } from './features/campaigns/poller.ts'
import { createCampaigns } from './features/campaigns/routes.ts'
import { chartRoutes } from './features/charts/routes.ts'
import { clientRoutes } from './features/clients/routes.ts'
import type { CrmTimings } from './features/crm/courier.ts'
import { createCrm } from './features/crm/routes.ts'
import { clearHalfDemos, createDemo, createWorldKeeper } from './features/demo/demo.ts'
import { createDemoClient } from './features/demo/demo-instantly.ts'
import { demoRoutes } from './features/demo/routes.ts'
import { createEventIngest } from './features/events/ingest-events.ts'
import { eventRoutes } from './features/events/routes.ts'
import { createExperiments } from './features/experiments/routes.ts'
import type { EngineTimings } from './features/exports/engine-timings.ts'
import { exportHistoryRoutes } from './features/exports/history-routes.ts'
import { createExports, exportRoutes } from './features/exports/routes.ts'
import { dropZones, leftZones } from './features/exports/zone-rows.ts'
import { guideRoutes } from './features/guide/routes.ts'
import { createJobBook } from './features/health/job-book.ts'
import { createMeter } from './features/health/meter.ts'
import { healthRoutes } from './features/health/routes.ts'
import { createInbox } from './features/inbox/inbox.ts'
import { inboxRoutes } from './features/inbox/routes.ts'
import { sortReply } from './features/inbox/sort-reply.ts'
import type { InboxTimings } from './features/inbox/sync.ts'
import { createInboxModel, type ModelTimings } from './features/inbox-model/routes.ts'
import { type LeadCopyTimings } from './features/lead-copies/planner.ts'
import { createLeadCopies } from './features/lead-copies/routes.ts'
import { removeHalfImports } from './features/leads/import-csv.ts'
import { createImports } from './features/leads/imports.ts'
import { removeDragged } from './features/leads/list-files.ts'
import { createListIndex } from './features/leads/list-index.ts'
import { createPurge } from './features/leads/purge.ts'
import { endHalfReImports } from './features/leads/re-import-steps.ts'
import { leadRoutes } from './features/leads/routes.ts'
import { createMailboxPuller } from './features/mailboxes/pull-mailboxes.ts'
import { createMoney } from './features/money/routes.ts'
import { createOptOutFeature } from './features/opt-outs/routes.ts'
import type { OptOutTimings } from './features/opt-outs/sync.ts'
import { paletteRoutes } from './features/palette/routes.ts'
import { practiceRoutes } from './features/practice/routes.ts'
import { createRelay, type RelayTimings } from './features/relay/routes.ts'
import { remoteLeadRoutes } from './features/remote-leads/routes.ts'
import type { ReportTimings } from './features/reports/planner.ts'
import { createReports } from './features/reports/routes.ts'
import { createRestDays } from './features/rest-days/routes.ts'
import type { RestTimings } from './features/rest-days/runner.ts'
import { sequenceRoutes } from './features/sequences/routes.ts'
import { appRoutes, storelessAppRoutes } from './features/settings/routes.ts'
import type { MoveTimings } from './features/subsequences/mover.ts'
import { createSubsequences } from './features/subsequences/routes.ts'
import { createSupabase } from './features/supabase/routes.ts'
import { createVerification } from './features/verification/routes.ts'
import type { VerificationTimings } from './features/verification/runner.ts'
import { demoTeller } from './features/workspaces/demo-teller.ts'
import { createFirstKeyCheck } from './features/workspaces/first-key-check.ts'
import { createKeySource } from './features/workspaces/key-source.ts'
import { workspaceRoutes } from './features/workspaces/routes.ts'
import { createVault } from './features/workspaces/vault.ts'
import { createInstantlyByWorkspace } from './instantly/by-workspace.ts'
import { createInstantly } from './instantly/client.ts'
import { endThread, type Loaded, watchLoading } from './lib/native-threads.ts'
import { systemClock } from './lib/system-clock.ts'

export type BackendParts = {
  readonly config: BackendConfig
  readonly host: Host
  readonly announce: <Name extends EventName>(name: Name, payload: Events[Name]) => void
  readonly logSink: LogSink
  /** Starts a thread that reads lead files. */
  readonly spawnParser: () => Worker
  /** Starts the thread that moves the write-ahead log into the store; without it the store does so itself. */
  readonly spawnCheckpoints?: (storePath: string) => Worker
  /** Starts the thread that makes the indexes of big lists; without it they are read through. */
  readonly spawnIndexer?: (storePath: string, indexPath: string) => Worker
  readonly clock?: Clock
  /** Tests look into the store they gave, or fill its disk. */
  readonly openStore?: typeof openStore
  /** Tests wait less before they settle a lost answer. */
  readonly exportTimings?: EngineTimings
  readonly verificationTimings?: VerificationTimings
  readonly inboxTimings?: InboxTimings
  readonly relayTimings?: RelayTimings
  readonly crmTimings?: Partial<CrmTimings>
  readonly campaignTimings?: CampaignTimings
  readonly editTimings?: EditTimings
  readonly modelTimings?: ModelTimings
  readonly moveTimings?: MoveTimings
  readonly reportTimings?: ReportTimings
  readonly leadCopyTimings?: LeadCopyTimings
  readonly restTimings?: RestTimings
  readonly optOutTimings?: OptOutTimings
  /** The operator's zone; the system's without it. */
  readonly zone?: () => string
}

export type Backend = {
  /** Answers a route of the contract; never rejects. */
  call(name: string, input: unknown): Promise<Reply>
  /** The machine slept, woke, lost or found its network. */
  machine(event: MachineEvent): void
  /** Finishes what is on its way (5 s at most), writes what waits, closes the store. */
  stop(): Promise<void>
}

/** The whole of the app but its window. Where the store cannot be opened it still answers, and says why. */
export function createBackend(parts: BackendParts): Backend {
  const log = createLogger('backend', parts.logSink)
  try {
    const store = (parts.openStore ?? openStore)(parts.config.paths.dataDir, parts.config.paths.migrationsDir)
    return createWorkingBackend(parts, store)
  } catch (error) {
    log.error('the store could not be opened', { error: String((error as Error)?.stack ?? error) })
    return createStorelessBackend(parts, error)
  }
}

function createWorkingBackend(parts: BackendParts, store: Store): Backend {
  const { config, host, announce } = parts
  const clock = parts.clock ?? systemClock
  const logOf = (scope: string) => createLogger(scope, parts.logSink)
  const changes = gatherChanges((topics) => announce('data.changed', { topics }))
  const checkpoints = parts.spawnCheckpoints
    ? watchLoading(parts.spawnCheckpoints(path.join(config.paths.dataDir, storeFileName)))
    : null
  // With a thread for it, the connection that answers calls does it only when the log got out of hand.
  if (checkpoints) store.raw.pragma('wal_autocheckpoint = 32768')
  checkpoints?.unref()
  let held = 0
  const holdCheckpoints = () => {
    held += 1
    if (held === 1) checkpoints?.postMessage('hold' satisfies CheckpointWish)
    return () => {
      held -= 1
      if (held === 0) checkpoints?.postMessage('go on' satisfies CheckpointWish)
    }
  }
  let online = true

  const audit = createAuditLog(store, clock, { log: logOf('audit'), written: () => changes.add('audit') })
  const vault = createVault({ store, host, clock, log: logOf('vault') })
  const keySource = createKeySource({ store, vault, clock, log: logOf('keys'), changed: changes.add })
  const meter = createMeter({ store, clock, log: logOf('service'), online: () => online })
  const network = createInstantly({
    baseUrl: config.instantlyUrl,
    keys: keySource,
    audit: audit.add,
    meter,
    clock,
    log: logOf('instantly'),
    appVersion: config.appVersion,
  })
  const { dataDir } = config.paths
  const keeper = createWorldKeeper(store, dataDir, logOf('demo'))
  const demoClient = createDemoClient({
    store,
    clock,
    log: logOf('demo'),
    audit: audit.add,
    meter,
    world: keeper.world,
  })
  const instantly = createInstantlyByWorkspace({ network, demo: demoClient }, demoTeller(store))
  const jobs = createJobBook({ store, clock, host, log: logOf, changed: changes.add, online: () => online })
  checkpoints?.on('message', (report: CheckpointReport | Loaded) => {
    if (report.t === 'moved') jobs.begin('checkpoint', null).done({ items: 1 })
    if (report.t === 'failed')
      jobs.begin('checkpoint', null).failed(new AppError('STORE_FULL', { reason: report.detail }))
  })
  const deps: Deps = {
    store,
    clock,
    host,
    config,
    instantly,
    jobs,
    log: logOf,
    announce,
    changed: changes.add,
    online: () => online,
  }
  const firstKeyCheck = createFirstKeyCheck({ ...deps, vault, log: logOf('first-key check') })
  const index = createListIndex(deps, parts.spawnIndexer)
  const exports = createExports(
    deps,
    index,
    {
      note: (workspaceId, told, askedAt) => campaigns.note(workspaceId, told, askedAt),
      readAgain: (workspaceId) => campaigns.poller.again(workspaceId),
    },
    parts.exportTimings,
  )
  const purge = createPurge(deps, index)
  const experiments = createExperiments(deps, index)
  const blockCopy = createBlockCopy(deps)
  const optOuts = createOptOutFeature(deps, parts.optOutTimings)
  const leadCopies = createLeadCopies(deps, parts.leadCopyTimings, optOuts.unsubscribedThere)
  const imports = createImports(deps, parts.spawnParser, holdCheckpoints, optOuts.files)
  const verification = createVerification(deps, parts.verificationTimings)
  const crm = createCrm(deps, vault, parts.crmTimings)
  const inbox = createInbox(deps, {
    sort: sortReply,
    timings: parts.inboxTimings,
    handOver: crm.handOver,
    // Asked when names were read, long after both are there.
    knowLabels: (workspaceId, labels) => eventIngest.knowLabels(workspaceId, labels),
    received: () => inboxModel.poke(),
  })
  const inboxModel = createInboxModel(deps, {
    vault,
    refresh: inbox.intake.facts.refresh,
    timings: parts.modelTimings,
  })
  const eventIngest = createEventIngest(deps, { inTransaction: inbox.takeEvents })
  const money = createMoney(deps)
  const alerts = createAlerts(deps, money.costOf)
  const mailboxes = createMailboxPuller(deps, alerts.tell)
  const campaigns = createCampaigns(deps, {
    read: async (workspaceId) => {
      alerts.tell(workspaceId)
      void mailboxes.pull(workspaceId)
      await edits.read(workspaceId)
      await subsequences.afterCampaigns(workspaceId)
    },
    listed: (workspaceId, named) => {
      eventIngest.knowCampaigns(workspaceId, named)
      deps.changed('events')
    },
    switched: (workspaceId, remoteId) => restDays.switched(workspaceId, remoteId),
    timings: parts.campaignTimings,
  })
  const restDays = createRestDays(deps, {
    keep: (workspaceId, told) => void campaigns.store.take(workspaceId, [told], clock.now()),
    timings: parts.restTimings,
  })
  const edits = createCampaignEdits(deps, campaigns, parts.editTimings)
  const subsequences = createSubsequences(deps, campaigns.queries, parts.moveTimings)
  const archives = createArchives(deps, {
    campaigns,
    readFigures: campaigns.readFigures,
    intake: inbox.intake,
    deletions: edits.deletions,
  })
  const reports = createReports(deps, {
    money: money.ofClient,
    alerts: alerts.of,
    limits: alerts.limits,
    freshen: campaigns.poller.freshen,
    timings: parts.reportTimings,
    zone: parts.zone,
  })
  const demo = createDemo({ deps, imports, exports, keeper, audit, ingest: eventIngest })
  const supabase = createSupabase(deps, {
    vault,
    openMade: (workspaceId, file) => {
      blockCopy.freshen(workspaceId)
      return imports.openMade(workspaceId, file)
    },
  })

  const relay = createRelay(deps, { vault, ingest: eventIngest, counted: meter.events, timings: parts.relayTimings })

  const handlers: Handlers<Contract> = {
    ...appRoutes(deps, { callsLast10s: () => callsLast10s(deps), readAt: jobs.readAt }),
    ...workspaceRoutes(deps, { vault, keySource, firstKeyCheck }),
    ...leadRoutes(deps, {
      imports,
      index,
      purge,
      opened: blockCopy.freshen,
      fatesOfLead: exports.ledger.fatesOfLead,
      checkOf: verification.checkOf,
    }),
    ...exportRoutes(deps, exports),
    ...exportHistoryRoutes(deps, exports),
    ...practiceRoutes(deps, exports),
    ...restDays.routes,
    ...activityRoutes(deps, { auditLog: audit }),
    ...demoRoutes(demo),
    ...guideRoutes(deps),
    ...chartRoutes(deps),
    ...paletteRoutes(deps),
    ...supabase.routes,
    ...verification.routes,
    ...inboxRoutes(deps, inbox),
    ...inboxModel.routes,
    ...relay.routes,
    ...crm.routes,
    ...campaigns.routes,
    ...edits.routes,
    ...campaignTagRoutes(deps, campaigns),
    ...archives.routes,
    ...subsequences.routes,
    ...clientRoutes(deps),
    ...analyticsRoutes(deps),
    ...alerts.routes,
    ...money.routes,
    ...reports.routes,
    ...experiments.routes,
    ...sequenceRoutes(deps),
    ...remoteLeadRoutes(deps, imports.openMade),
    ...blocklistRoutes(deps, blockCopy),
    ...optOuts.routes,
    ...leadCopies.routes,
    ...healthRoutes(deps, {
      jobs,
      meter,
      acts: {
        retryEvents: (workspaceId, ids) => eventIngest.retryDead(workspaceId, ids, clock.now()),
        dropEvents: eventIngest.dropDead,
        retryDelivery: crm.retry,
        retryCampaign: campaigns.retry,
        settleMail: inbox.sender.settle,
        retryExport: exports.engine.retryFailed,
      },
    }),
    ...eventRoutes(deps, { ingest: eventIngest, fatesOfLead: exports.ledger.fatesOfLead }),
  }
  const dispatch = createDispatch(handlers, { log: logOf('dispatch'), changed: changes.add })

  const poke = () => {
    exports.engine.poke()
    void restDays.runner.now()
    verification.verifier.poke()
    inbox.sync.wake()
    inbox.sender.goOn(null)
    inboxModel.poke()
    relay.poke()
    crm.poke()
    campaigns.poller.wake()
    archives.archiver.resumeAll()
    leadCopies.poke()
    optOuts.poke()
    subsequences.resumeAll()
  }
  vault.onUnlocked(poke)
  endHalfReImports(store)
  removeHalfImports(store)
  void dropZones(deps, leftZones(deps))
  void purge.resume()
  clearHalfDemos(store, dataDir)
  exports.engine.resumeAll()
  verification.verifier.resumeAll()
  inbox.resumeAll()
  relay.begin()
  crm.poke()
  campaigns.poller.start()
  edits.begin()
  archives.archiver.resumeAll()
  subsequences.resumeAll()
  reports.planner.start()
  leadCopies.begin()
  optOuts.begin()
  restDays.runner.start()

  return {
    async call(name, input) {
      const reply = await dispatch(name, input)
      // A key that was added or works again may be what an export waits for.
      if (reply.ok && keyCommands.has(name)) poke()
      // Its campaigns are other ones now, or have gone on.
      if (reply.ok && demoCommands.has(name)) campaigns.poller.changed()
      if (reply.ok && (name === 'demo.remove' || name === 'demo.reset')) leadCopies.sweep()
      return reply
    },
    machine(event) {
      if (event === 'suspend' || event === 'resume') {
        exports.engine.setAwake(event === 'resume')
        relay.setAwake(event === 'resume')
      }
      if (event === 'suspend') {
        inbox.sync.suspend()
        campaigns.poller.suspend()
      }
      if (event === 'online' || event === 'offline') {
        online = event === 'online'
        announce('app.statusChanged', { online })
      }
      if (event === 'online' || event === 'resume') poke()
      if (event === 'resume') void reports.planner.poke()
      // A poll under way would notice only after its time-out.
      if (event === 'offline') relay.poke()
    },
    async stop() {
      supabase.stop()
      await reports.planner.stop()
      await restDays.runner.stop()
      await relay.stop()
      await optOuts.stop()
      await crm.stop()
      await Promise.all([exports.engine.stop(), exports.compare.stop(), campaigns.poller.stop(), mailboxes.stop()])
      await Promise.all([edits.stop(), archives.archiver.stop(), subsequences.stop()])
      await Promise.allSettled([firstKeyCheck.stop(), imports.stop(), index.stop(), purge.stop()])
      removeDragged(dataDir)
      await Promise.all([
        blockCopy.stop(),
        leadCopies.stop(),
        verification.verifier.stop(),
        inbox.stop(),
        inboxModel.stop(),
      ])
      await Promise.all([demo.stop(), experiments.stop()])
      vault.stop()
      audit.stop()
      meter.stop()
      jobs.stop()
      changes.stop()
      if (checkpoints) await endThread(checkpoints)
      store.raw.close()
    },
  }
}

const keyCommands: ReadonlySet<string> = new Set([
  'workspaces.addKey',
  'workspaces.testConnection',
  'workspaces.archive',
])

const demoCommands: ReadonlySet<string> = new Set(['demo.create', 'demo.reset', 'demo.moveOn'])

function callsLast10s(deps: Deps): number {
  const rows = deps.store.raw.prepare('select id from workspace where archived_at is null and demo is null').all() as {
    id: never
  }[]
  return rows.reduce((sum, row) => sum + deps.instantly.limiterState(row.id).callsLast10s, 0)
}

/** Without a store only the one screen works that says so. */
function createStorelessBackend(parts: BackendParts, error: unknown): Backend {
  const problem = toWire(error)
  const routes = storelessAppRoutes(parts.config, parts.host, problem)
  const log = createLogger('dispatch', parts.logSink)
  const refuse: Dispatch = createDispatch(
    new Proxy(routes as unknown as Handlers<Contract>, {
      get: (target, name) =>
        Reflect.get(target, name) ??
        (() => {
          throw new AppError(problem.code, problem.data)
        }),
    }),
    { log, changed: () => undefined },
  )
  return { call: refuse, machine: () => undefined, stop: async () => undefined }
}

/** Gathers what changed for a moment: a hundred batches a second are one announcement. */
function gatherChanges(tell: (topics: readonly Topic[]) => void) {
  const pending = new Set<Topic>()
  let timer: ReturnType<typeof setTimeout> | null = null
  const flush = () => {
    timer = null
    const topics = [...pending]
    pending.clear()
    if (topics.length > 0) tell(topics)
  }
  return {
    add(...topics: readonly Topic[]): void {
      for (const topic of topics) pending.add(topic)
      timer ??= setTimeout(flush, 50)
    },
    stop(): void {
      if (timer) clearTimeout(timer)
    },
  }
}
