import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import { type Contract, contract, type EventName, type Events, type QueryName } from '#shared/contract/index.ts'
import type { Handlers, Route, Topic } from '#shared/contract/route.ts'
import { AppError, toWire } from '#shared/errors.ts'
import type { BackendConfig, Host, MachineEvent } from '#shared/host.ts'
import { createLogger, type LogSink } from '#shared/log.ts'
import type { Reply } from '#shared/rpc.ts'
import type { SpawnBackup } from './app/backups/backup-orders.ts'
import { createBackups } from './app/backups/backups.ts'
import { createHeld } from './app/backups/held.ts'
import { createRestoredState } from './app/backups/restored-state.ts'
import { createRestorer } from './app/backups/restorer.ts'
import { backupRoutes, storelessBackupRoutes } from './app/backups/routes.ts'
import { createClientData } from './app/client-data/routes.ts'
import { clearHalfDemos, createDemo, createWorldKeeper } from './app/demo/demo.ts'
import { createDemoClient } from './app/demo/demo-instantly.ts'
import { demoRoutes } from './app/demo/routes.ts'
import { feedRoutes } from './app/feed/routes.ts'
import { guideRoutes } from './app/guide/routes.ts'
import { homeRoutes } from './app/home/routes.ts'
import { type AppLock, createAppLock } from './app/lock/app-lock.ts'
import { paletteRoutes } from './app/palette/routes.ts'
import { createPeople } from './app/people/routes.ts'
import { createRetention } from './app/retention/retention.ts'
import { createJobBook } from './background/job-book.ts'
import { createMeter } from './background/meter.ts'
import { createPauses } from './background/pauses.ts'
import { healthRoutes } from './background/routes.ts'
import { createRuntime, type Paces } from './background/runtime.ts'
import { createArchives } from './campaigns/archives/routes.ts'
import { createCampaignEdits, type EditTimings } from './campaigns/campaign-edits/routes.ts'
import { campaignTagRoutes } from './campaigns/campaign-tags/routes.ts'
import { createCampaigns } from './campaigns/campaigns/routes.ts'
import { createMailboxPuller } from './campaigns/mailboxes/pull-mailboxes.ts'
import { sequenceRoutes } from './campaigns/sequences/routes.ts'
import type { MoveTimings } from './campaigns/subsequences/mover.ts'
import { createSubsequences } from './campaigns/subsequences/routes.ts'
import { createAuditLog } from './clients/activity/audit-log.ts'
import { activityRoutes } from './clients/activity/routes.ts'
import { askRoutes } from './clients/ask/routes.ts'
import { clientRoutes } from './clients/clients/routes.ts'
import { appRoutes, storelessAppRoutes } from './clients/settings/routes.ts'
import { demoTeller } from './clients/workspaces/demo-teller.ts'
import { createFirstKeyCheck } from './clients/workspaces/first-key-check.ts'
import { createKeySource } from './clients/workspaces/key-source.ts'
import { workspaceRoutes } from './clients/workspaces/routes.ts'
import { createVault } from './clients/workspaces/vault.ts'
import type { CheckpointReport, CheckpointWish } from './core/db/checkpoint-wish.ts'
import { computerId } from './core/db/computer-id.ts'
import { openStore, storeFileName } from './core/db/open.ts'
import type { Clock, Deps, Store } from './core/deps.ts'
import { barWrites } from './core/instantly/bar-writes.ts'
import { createInstantlyByWorkspace } from './core/instantly/by-workspace.ts'
import { createInstantly } from './core/instantly/client.ts'
import { createLater } from './core/lib/later.ts'
import { endThread, type Loaded, watchLoading } from './core/lib/native-threads.ts'
import { systemClock } from './core/lib/system-clock.ts'
import { createDispatch, type Dispatch } from './dispatch.ts'
import { createEventIngest } from './events/events/ingest-events.ts'
import { type IsAutomatic, mailAsEvent } from './events/events/mail-as-event.ts'
import { eventRoutes } from './events/events/routes.ts'
import { leadActivityOf } from './events/lead-activity/lead-activity.ts'
import { createMailReader, type MailReaderTimings } from './events/mails/mail-reader.ts'
import type { SpawnRelay } from './events/relay/relay-thread.ts'
import { createRelay, type RelayTimings } from './events/relay/routes.ts'
import { createExperiments } from './exports/experiments/routes.ts'
import type { EngineTimings } from './exports/exports/engine-timings.ts'
import { exportHistoryRoutes } from './exports/exports/history-routes.ts'
import { reconcileRestored } from './exports/exports/reconcile-restored.ts'
import { createExports, exportRoutes } from './exports/exports/routes.ts'
import { dropZones, leftZones } from './exports/exports/zone-rows.ts'
import { practiceRoutes } from './exports/practice/routes.ts'
import { createRestDays } from './exports/rest-days/routes.ts'
import type { CrmTimings } from './inbox/crm/courier.ts'
import { createCrm } from './inbox/crm/routes.ts'
import { createInbox } from './inbox/inbox/inbox.ts'
import { inboxRoutes } from './inbox/inbox/routes.ts'
import { sortReply } from './inbox/inbox/sort-reply.ts'
import type { InboxTimings } from './inbox/inbox/sync.ts'
import { createInboxModel, type ModelTimings } from './inbox/inbox-model/routes.ts'
import { createAccountFacts } from './insights/accounts/account-facts.ts'
import type { AccountTimings } from './insights/accounts/action-runner.ts'
import { createAccounts } from './insights/accounts/routes.ts'
import { createAlerts } from './insights/alerts/alerts.ts'
import { analyticsRoutes } from './insights/analytics/routes.ts'
import { chartRoutes } from './insights/charts/routes.ts'
import { createMoney } from './insights/money/routes.ts'
import type { ReportTimings } from './insights/reports/planner.ts'
import { createReports } from './insights/reports/routes.ts'
import { createWriteBack } from './insights/write-back/routes.ts'
import { createBlockCopy } from './leads/blocklist/block-copy.ts'
import { blocklistRoutes } from './leads/blocklist/routes.ts'
import { type LeadCopyTimings } from './leads/lead-copies/planner.ts'
import { createLeadCopies } from './leads/lead-copies/routes.ts'
import { removeHalfImports } from './leads/leads/import-csv.ts'
import { createImports } from './leads/leads/imports.ts'
import { removeDragged } from './leads/leads/list-files.ts'
import { createListIndex } from './leads/leads/list-index.ts'
import { createPurge } from './leads/leads/purge.ts'
import { assertWorkspaceOpen } from './leads/leads/queries.ts'
import { endHalfReImports } from './leads/leads/re-import-steps.ts'
import { leadRoutes } from './leads/leads/routes.ts'
import { createOptOutFeature } from './leads/opt-outs/routes.ts'
import type { OptOutTimings } from './leads/opt-outs/sync.ts'
import { remoteLeadRoutes } from './leads/remote-leads/routes.ts'
import { createStopEntering } from './leads/shared-ledger/enter-stops.ts'
import { createSharedMemory } from './leads/shared-ledger/routes.ts'
import { createSupabase } from './leads/supabase/routes.ts'
import { createVerification } from './leads/verification/routes.ts'
import type { VerificationTimings } from './leads/verification/runner.ts'

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
  /** Starts the thread that copies the store and reads copies; without it there are none. */
  readonly spawnBackup?: SpawnBackup
  /** Starts the thread of a relay that runs in the app; without it none does. */
  readonly spawnRelay?: SpawnRelay
  readonly clock?: Clock
  /** Tests look into the store they gave, or fill its disk. */
  readonly openStore?: typeof openStore
  /** How what runs by itself goes; tests and benches let it go only when asked, or faster. */
  readonly paces?: Paces
  /** Tests look at what is registered. */
  readonly createRuntime?: typeof createRuntime
  /** Tests wait less before they settle a lost answer. */
  readonly exportTimings?: EngineTimings
  readonly verificationTimings?: VerificationTimings
  readonly inboxTimings?: InboxTimings
  readonly relayTimings?: RelayTimings
  readonly mailReaderTimings?: MailReaderTimings
  readonly crmTimings?: Partial<CrmTimings>
  readonly editTimings?: EditTimings
  readonly modelTimings?: ModelTimings
  readonly moveTimings?: MoveTimings
  readonly reportTimings?: ReportTimings
  readonly leadCopyTimings?: LeadCopyTimings
  readonly optOutTimings?: OptOutTimings
  readonly accountTimings?: AccountTimings
  /** How long after the start a demo is prepared where nobody has a client; null: never. */
  readonly prepareDemoAfterMs?: number | null
  /** The operator's zone; the system's without it. */
  readonly zone?: () => string
}

type OpenParts = BackendParts & { readonly appLock: AppLock }

export type Backend = {
  /** Answers a route of the contract; never rejects. */
  call(name: string, input: unknown): Promise<Reply>
  /** The machine slept, woke, lost or found its network. */
  machine(event: MachineEvent): void
  /** Finishes what is on its way (5 s at most), writes what waits, closes the store. */
  stop(): Promise<void>
}

/** Whether a machine wrote a reply, by its words. */
const isAutomatic: IsAutomatic = (reply) => sortReply(reply).auto

/**
 * The whole of the app but its window. Where the store cannot be opened it still answers, and says why. After a restore
 * everything ends and begins anew with the store there is then.
 */
export function createBackend(given: BackendParts): Backend {
  const { clock } = given
  const appLock = createAppLock(given.config.paths.dataDir, {
    elapsed: clock ? () => clock.now() : () => performance.now(),
    // Whatever was refused meanwhile is asked again.
    changed: () => given.announce('data.changed', { queries: 'all' }),
  })
  const parts: OpenParts = {
    ...given,
    appLock,
    host: {
      ...given.host,
      notify: async (notice) => {
        // It would name a client over a locked window.
        if (!appLock.hides('notice')) await given.host.notify(notice)
      },
    },
    announce: (name, payload) => {
      if (!appLock.hides(name)) given.announce(name, payload)
    },
  }
  let isStopped = false
  let restarting: Promise<void> | null = null
  let current: Backend
  const restart = (): void => {
    // The answer to who asked for it leaves first.
    restarting ??= new Promise((resolve) => setImmediate(resolve))
      .then(() => current.stop())
      .then(() => {
        if (!isStopped) current = openBackend(parts, restart)
        restarting = null
        parts.announce('data.changed', { queries: 'all' })
      })
  }
  current = openBackend(parts, restart)
  return {
    async call(name, input) {
      if (appLock.bars(name)) return { ok: false, error: toWire(new AppError('APP_LOCKED')) }
      await restarting
      return current.call(name, input)
    },
    machine: (event) => current.machine(event),
    async stop() {
      isStopped = true
      await restarting
      await current.stop()
    },
  }
}

function openBackend(parts: OpenParts, restart: () => void): Backend {
  const log = createLogger('backend', parts.logSink)
  try {
    const store = (parts.openStore ?? openStore)(parts.config.paths.dataDir, parts.config.paths.migrationsDir)
    return createWorkingBackend(parts, store, restart)
  } catch (error) {
    log.error('the store could not be opened', { error: String((error as Error)?.stack ?? error) })
    return createStorelessBackend(parts, error, restart)
  }
}

function createWorkingBackend(parts: OpenParts, store: Store, restart: () => void): Backend {
  const { config, host, announce } = parts
  const clock = parts.clock ?? systemClock
  const logOf = (scope: string) => createLogger(scope, parts.logSink)
  const changes = gatherChanges((topics) => announce('data.changed', { queries: readersOf(topics) }))
  const checkpoints = parts.spawnCheckpoints
    ? watchLoading(parts.spawnCheckpoints(path.join(config.paths.dataDir, storeFileName)))
    : null
  // With a thread for it, the connection that answers calls does it only when the log got out of hand.
  if (checkpoints) store.raw.pragma('wal_autocheckpoint = 32768')
  checkpoints?.unref()
  let holders = 0
  const holdCheckpoints = () => {
    holders += 1
    if (holders === 1) checkpoints?.postMessage('hold' satisfies CheckpointWish)
    return () => {
      holders -= 1
      if (holders === 0) checkpoints?.postMessage('go on' satisfies CheckpointWish)
    }
  }
  let online = true

  const pauses = createPauses(store, clock)
  const audit = createAuditLog(store, clock, { log: logOf('audit'), written: () => changes.add('audit') })
  const vault = createVault({ store, host, clock, log: logOf('vault') })
  const keySource = createKeySource({ store, vault, clock, log: logOf('keys'), changed: changes.add })
  const meter = createMeter({ store, clock, log: logOf('service'), online: () => online })
  const network = createInstantly({
    baseUrl: config.instantlyUrl,
    emailsPerMinute: config.emailsPerMinute,
    keys: keySource,
    audit: audit.add,
    meter,
    clock,
    log: logOf('instantly'),
    appVersion: config.appVersion,
    pauses,
  })
  const { dataDir } = config.paths
  const isDemo = demoTeller(store)
  const keeper = createWorldKeeper(store, dataDir, logOf('demo'))
  const demoClient = createDemoClient({
    store,
    clock,
    log: logOf('demo'),
    audit: audit.add,
    meter,
    world: keeper.world,
    worldNow: keeper.now,
    pauses,
  })
  const restored = createRestoredState(store, clock)
  const instantly = createInstantlyByWorkspace(
    { network: barWrites(network, restored.isBarred), demo: demoClient },
    isDemo,
  )
  const jobs = createJobBook({ store, clock, host, log: logOf, changed: changes.add, online: () => online, pauses })
  checkpoints?.on('message', (report: CheckpointReport | Loaded) => {
    if (report.t === 'moved') jobs.begin('checkpoint', null).done({ items: 1 })
    if (report.t === 'failed')
      jobs.begin('checkpoint', null).failed(new AppError('STORE_FULL', { reason: report.detail }))
  })
  const runtime = (parts.createRuntime ?? createRuntime)({
    store,
    clock,
    jobs,
    log: logOf,
    online: () => online,
    paces: parts.paces,
    pauses,
  })
  const deps: Deps = {
    store,
    clock,
    host,
    config,
    instantly,
    jobs,
    background: runtime,
    log: logOf,
    announce,
    changed: changes.add,
    online: () => online,
    pauses,
    pausedBy: (workspaceId) =>
      pauses.isPaused(workspaceId)
        ? 'CLIENT_PAUSED'
        : restored.isReconciled(workspaceId)
          ? null
          : 'PAUSED_AFTER_RESTORE',
  }
  const firstKeyCheck = createFirstKeyCheck({ ...deps, vault, log: logOf('first-key check') })
  const index = createListIndex(deps, parts.spawnIndexer)
  const shared = createSharedMemory(deps, { vault })
  const exports = createExports(
    deps,
    index,
    {
      note: (workspaceId, told, askedAt) => campaigns.note(workspaceId, told, askedAt),
      readAgain: (workspaceId) => campaigns.poller.again(workspaceId),
    },
    parts.exportTimings,
    shared.memories,
  )
  const purge = createPurge(deps, index)
  const experiments = createExperiments(deps, index)
  const blockCopy = createBlockCopy(deps)
  const optOuts = createOptOutFeature(deps, parts.optOutTimings)
  shared.memories.alsoDo(createStopEntering(deps, optOuts.optOuts))
  const leadCopies = createLeadCopies(deps, parts.leadCopyTimings, {
    unsubscribed: optOuts.unsubscribedThere,
    listed: (workspaceId, leads) => inbox.warm(workspaceId, leadActivityOf(store).take(workspaceId, leads)),
  })
  const imports = createImports(deps, parts.spawnParser, holdCheckpoints, optOuts.files)
  const verification = createVerification(deps, parts.verificationTimings)
  const crm = createCrm(deps, vault, parts.crmTimings)
  const inbox = createInbox(deps, {
    sort: sortReply,
    timings: parts.inboxTimings,
    handOver: crm.handOver,
    // Asked when names were read, long after both are there.
    knowLabels: (workspaceId, labels) => eventIngest.knowLabels(workspaceId, labels),
    mailsTaken: (workspaceId, mails) => {
      if (isDemo(workspaceId)) return
      const events = mails.map((mail) => mailAsEvent(mail, isAutomatic, clock.now())).filter((one) => one !== null)
      for (let at = 0; at < events.length; at += 500)
        eventIngest.ingest(workspaceId, 'instantly', events.slice(at, at + 500))
    },
    received: () => inboxModel.look(),
  })
  const inboxModel = createInboxModel(deps, {
    vault,
    refresh: inbox.intake.facts.refresh,
    timings: parts.modelTimings,
  })
  const eventIngest = createEventIngest(deps, { inTransaction: inbox.takeEvents })
  createMailReader(deps, {
    ingest: eventIngest,
    isDemo,
    taken: inbox.intake.takeSent,
    timings: parts.mailReaderTimings,
  })
  const money = createMoney(deps)
  const accountFacts = createAccountFacts(deps, () => alerts.limits())
  const alerts = createAlerts(deps, { costs: money.costOf, accounts: accountFacts })
  const mailboxes = createMailboxPuller(deps, (workspaceId, asked) => {
    alerts.tell(workspaceId)
    if (!asked) accounts.afterPull(workspaceId)
  })
  const campaigns = createCampaigns(deps, {
    read: async (workspaceId) => {
      accounts.campaignsRead(workspaceId)
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
  })
  const restDays = createRestDays(
    deps,
    (workspaceId, told) => void campaigns.store.take(workspaceId, [told], clock.now(), 'blackout'),
  )
  const edits = createCampaignEdits(deps, campaigns, parts.editTimings)
  const accounts = createAccounts(deps, { facts: accountFacts, puller: mailboxes, edits }, parts.accountTimings)
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
    accounts: accountFacts.of,
    limits: alerts.limits,
    freshen: campaigns.poller.freshen,
    timings: parts.reportTimings,
    zone: parts.zone,
  })
  const demo = createDemo({
    deps,
    imports,
    exports,
    keeper,
    audit,
    ingest: eventIngest,
    // With another Instantly than the real one somebody tries something else.
    prepareAfterMs:
      parts.prepareDemoAfterMs === undefined
        ? config.instantlyUrl === null && config.preparesDemo !== false
          ? 1_500
          : null
        : parts.prepareDemoAfterMs,
  })
  const supabase = createSupabase(deps, {
    vault,
    openMade: (workspaceId, file) => {
      blockCopy.freshen(workspaceId)
      return imports.openMade(workspaceId, file)
    },
    removed: (sourceId) => writeBack.sourceRemoved(sourceId),
  })
  const writeBack = createWriteBack(deps, { vault })

  const backups = createBackups(deps, parts.spawnBackup ?? null)
  const held = createHeld(deps, restored, {
    mirrorLeads: leadCopies.mirror,
    reconcileExport: (id, since) => reconcileRestored(deps, exports, id, since),
    resumeExport: exports.engine.resume,
    cancelExport: exports.engine.cancel,
    lookForReplies: inbox.sender.lookAgain,
    settleReply: inbox.sender.settle,
    deliver: crm.look,
    goOnMoving: subsequences.goOnMoving,
    wake: () => poke(),
  })
  const restorer = createRestorer(parts.spawnBackup ?? null, {
    ...config.paths,
    computer: backups.computer,
    now: () => clock.now(),
    changed: () => deps.changed('backups'),
    restart,
  })
  const relay = createRelay(deps, {
    vault,
    ingest: eventIngest,
    isAutomatic,
    counted: meter.events,
    spawn: parts.spawnRelay ?? null,
    timings: parts.relayTimings,
  })

  const people = createPeople(deps, {
    copiesIn: () => ({ folders: backups.places(), computer: backups.computer }),
    copies: backups.heldUntil,
    eraseAtRelay: relay.erase,
    forget: async () => {
      eventIngest.forget()
      await index.remove()
    },
  })

  const clientData = createClientData(deps, {
    pause: (workspaceId) => pauses.set(workspaceId, true),
    disconnect: relay.leave,
    unshare: shared.memories.forget,
    cancelExport: exports.engine.cancel,
    isLive: exports.engine.isLive,
    cancelImports: imports.cancelOf,
    flush: async () => {
      audit.flush()
      eventIngest.forget()
      await index.remove()
    },
    sweep: leadCopies.sweep,
    copies: backups.heldUntil,
  })

  const retention = createRetention(deps)

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
    ...feedRoutes(deps),
    ...homeRoutes(deps, { accounts: accountFacts, toAnswer: inbox.queries.toAnswer, limits: () => alerts.limits() }),
    ...paletteRoutes(deps),
    ...people.routes,
    ...clientData.routes,
    ...retention.routes,
    ...askRoutes(deps),
    ...parts.appLock.routes,
    ...supabase.routes,
    ...writeBack.routes,
    ...shared.routes,
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
    ...accounts.routes,
    ...money.routes,
    ...reports.routes,
    ...experiments.routes,
    ...sequenceRoutes(deps),
    ...remoteLeadRoutes(deps, imports.openMade),
    ...backupRoutes(backups, held, { config, host, restorer }),
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
    'pauses.state': () => pauses.state(),
    'pauses.set': ({ workspaceId, paused }) => {
      if (workspaceId !== null) assertWorkspaceOpen(store, workspaceId)
      pauses.set(workspaceId, paused)
      return pauses.state()
    },
    ...eventRoutes(deps, { ingest: eventIngest, fatesOfLead: exports.ledger.fatesOfLead }),
  }
  const dispatch = createDispatch(handlers, { log: logOf('dispatch'), changed: changes.add })

  const poke = () => {
    // Said by a machine that woke while the app ended.
    if (!store.raw.open) return
    runtime.wake()
    exports.engine.poke()
    inbox.sender.goOn(null)
    relay.poke()
    archives.archiver.resumeAll()
    accounts.resumeReplacements()
  }
  vault.onUnlocked(poke)
  // Whoever was resumed goes on from where it stood; whoever was paused stops after the request in hand.
  pauses.onChange(() => {
    exports.engine.pausesChanged()
    poke()
    edits.begin()
    held.begin()
  })
  endHalfReImports(store)
  removeHalfImports(store)
  void dropZones(deps, leftZones(deps))
  void purge.resume()
  clearHalfDemos(store, dataDir, { appVersion: config.appVersion, now: clock.now() })
  exports.engine.resumeAll()
  inbox.resumeAll()
  relay.begin()
  edits.begin()
  archives.archiver.resumeAll()
  accounts.resumeReplacements()
  leadCopies.begin()
  optOuts.begin()
  runtime.start()
  held.begin()
  demo.begin()

  return {
    async call(name, input) {
      const reply = await dispatch(name, input)
      // A key that was added or works again may be what an export waits for.
      if (reply.ok && keyCommands.has(name)) {
        poke()
        held.begin()
        demo.unprepare()
      }
      // Its campaigns are other ones now, or have gone on.
      if (reply.ok && demoCommands.has(name)) {
        campaigns.poller.changed()
        inbox.readSoon()
      }
      if (reply.ok && (name === 'demo.remove' || name === 'demo.reset')) leadCopies.sweep()
      return reply
    },
    machine(event) {
      if (event === 'suspend' || event === 'resume') {
        exports.engine.setAwake(event === 'resume')
        relay.setAwake(event === 'resume')
      }
      if (event === 'suspend') runtime.suspend()
      if (event === 'online' || event === 'offline') {
        online = event === 'online'
        announce('app.statusChanged', { online })
      }
      if (event === 'online' || event === 'resume') poke()
      // A poll under way would notice only after its time-out.
      if (event === 'offline') relay.poke()
    },
    async stop() {
      inboxModel.stop()
      const ended = runtime.stop()
      supabase.stop()
      writeBack.stop()
      await shared.stop()
      await Promise.all([backups.stop(), restorer.stop(), held.stop(), clientData.stop()])
      await reports.planner.stop()
      await relay.stop()
      await optOuts.stop()
      crm.stop()
      await Promise.all([exports.engine.stop(), exports.compare.stop(), mailboxes.stop()])
      await accounts.stop()
      edits.stop()
      await Promise.all([archives.archiver.stop(), subsequences.stop()])
      await Promise.allSettled([firstKeyCheck.stop(), imports.stop(), index.stop(), purge.stop()])
      removeDragged(dataDir)
      await Promise.all([blockCopy.stop(), leadCopies.stop(), inbox.stop()])
      await Promise.all([demo.stop(), experiments.stop()])
      await ended
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
  'workspaces.replaceKey',
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
function createStorelessBackend(parts: OpenParts, error: unknown, restart: () => void): Backend {
  const problem = toWire(error)
  const { config, host } = parts
  const restorer = createRestorer(parts.spawnBackup ?? null, {
    ...config.paths,
    computer: computerId(config.paths.dataDir),
    now: () => (parts.clock ?? systemClock).now(),
    changed: () => parts.announce('data.changed', { queries: ['backups.state'] }),
    restart,
  })
  const routes = {
    ...storelessAppRoutes(config, host, problem),
    ...storelessBackupRoutes({ config, host, restorer }),
    ...parts.appLock.routes,
  }
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
  return { call: refuse, machine: () => undefined, stop: restorer.stop }
}

/** The queries that read one of these topics. */
function readersOf(topics: ReadonlySet<Topic>): readonly QueryName[] {
  const names = Object.entries<Route>(contract).flatMap(([name, { reads }]) =>
    reads.some((topic) => topics.has(topic)) ? [name] : [],
  )
  return names as QueryName[]
}

/** Gathers what changed for a moment: a hundred batches a second are one announcement. */
function gatherChanges(tell: (topics: ReadonlySet<Topic>) => void) {
  const pending = new Set<Topic>()
  const flush = createLater(() => {
    const topics = new Set(pending)
    pending.clear()
    if (topics.size > 0) tell(topics)
  })
  return {
    add(...topics: readonly Topic[]): void {
      for (const topic of topics) pending.add(topic)
      flush.in(50)
    },
    stop: flush.cancel,
  }
}
