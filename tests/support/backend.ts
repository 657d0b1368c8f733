import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { SpawnBackup } from '#backend/app/backups/backup-orders.ts'
import type { SpawnUnpacker } from '#backend/app/people/packed-orders.ts'
import { createBackend } from '#backend/backend.ts'
import type { Backend } from '#backend/backend-parts.ts'
import type { createRuntime } from '#backend/background/runtime.ts'
import type { TaskPaces } from '#backend/background/runtime-parts.ts'
import type { EditTimings } from '#backend/campaigns/campaign-edits/deletions.ts'
import type { MoveTimings } from '#backend/campaigns/subsequences/mover.ts'
import type { SpawnCleaner } from '#backend/core/db/clean-orders.ts'
import type { openStore } from '#backend/core/db/open.ts'
import type { Clock } from '#backend/core/deps.ts'
import type { MailReaderTimings } from '#backend/events/mails/mail-reader.ts'
import type { RelayTimings } from '#backend/events/relay/relay.ts'
import type { EngineTimings } from '#backend/exports/engine/engine-timings.ts'
import type { CrmTimings } from '#backend/inbox/crm/outbox.ts'
import type { InboxTimings } from '#backend/inbox/inbox/sync.ts'
import type { ModelTimings } from '#backend/inbox/inbox-model/routes.ts'
import type { AccountTimings } from '#backend/insights/accounts/action-runner.ts'
import type { ReportTimings } from '#backend/insights/reports/planner.ts'
import type { LeadMirrorTimings } from '#backend/leads/lead-mirror/planner.ts'
import type { OptOutTimings } from '#backend/leads/opt-outs/sync.ts'
import type { VerificationTimings } from '#backend/leads/verification/runner.ts'
import type { Call, EventName, Events } from '#shared/contract/index.ts'
import { AppError, fromWire } from '#shared/errors.ts'
import type { Host, Notice } from '#shared/host.ts'
import type { LogLine } from '#shared/log.ts'
import { layMigratedStore } from './open-migrated.ts'
import { testPassphraseCost } from './passphrase-cost.ts'
import { migrationsDir, repoRoot } from './repository.ts'
import { startParser, startThread } from './threads.ts'

export { migrationsDir, repoRoot }
export const samplesDir = path.join(repoRoot, 'resources/samples')
export const holidaysDir = path.join(repoRoot, 'resources/holidays')
export const supabaseDir = path.join(repoRoot, 'relay/supabase')

/** Short waits, so that settling a lost answer takes a moment and not half a minute. */
export const quickTimings: EngineTimings = {
  readAfterMs: [20, 30, 120],
  readSlowAfterMs: [20, 30, 200, 400],
  lookAfterMs: [30, 120],
  lateCommitMs: 300,
  noProgressMs: 600_000,
  retryAfterMs: [50, 100, 200],
}

/** Short waits for verification. */
const quickVerification: VerificationTimings = { lateMs: 60, pollMs: 40, giveUpMs: 600_000, retryMs: 100 }

/** Short waits for a mail whose answer was lost. */
const quickInbox: InboxTimings = { lateMs: 200, looks: 2, checkEveryMs: 100 }
/** The lead mirror is synced only when a test asks for it. */
const quietCopies: LeadMirrorTimings = { startAfterMs: null, checkEveryMs: 60_000 }
/** Short waits for opt-outs that are sent to Instantly automatically. */
export const quickOptOuts: OptOutTimings = {
  settleMs: 50,
  entryLateMs: 300,
  leadLateMs: 10_000,
  retryAfterMs: [100, 200, 400],
  lookAfterMs: [86_400_000],
  watchMs: 86_400_000,
}
/** Short waits for actions on accounts. */
const quickAccounts: AccountTimings = { settleMs: 50, followMs: 20, retryMs: 100 }
/** Reports are created when a test asks for it, or wakes the machine. */
const quickReports: ReportTimings = { startAfterMs: 0, freshWithinMs: 1_000 }
/** Short waits for relays. */
const quickRelay: RelayTimings = {
  poller: { waitS: 1, retry: { firstMs: 40, maxMs: 150 } },
  gapWaitsMs: [100],
}

/** Jobs that run only when a test asks for them. */
const quietPaces: TaskPaces = {
  webhooks: 'asked',
  blackout_dates: 'woken',
  campaigns: 'asked',
  inbox: 'asked',
  lead_labels: 'asked',
  sent_mails: 'asked',
  whole_threads: 'asked',
  accounts: 'asked',
  reports: 'woken',
  backup: 'asked',
}

export type TestBackend = {
  readonly backend: Backend
  readonly call: Call
  readonly events: { name: EventName; payload: Events[EventName] }[]
  readonly logs: LogLine[]
  readonly notices: Notice[]
  readonly dir: string
  /** Path the next save dialog returns; null cancels it. */
  savePath: string | null
  openPaths: string[]
  /** Folder or picture the next dialog returns; null cancels it. */
  place: string | null
  printer: 'works' | 'broken'
  /** Names the save dialog suggested. */
  readonly savedAs: string[]
  readonly opened: string[]
  /** Addresses that were erased from the log. */
  readonly erasedFromLog: string[]
  stop(): Promise<void>
}

export function temporaryDir(prefix = 'sendoff-'): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), prefix))
}

const usualKeyring = 0x5a

/**
 * Starts the real backend on a real SQLite file, with a test host: a keyring in memory, and dialogs answered by the
 * test.
 */
export function startBackend(options: {
  readonly instantlyUrl: string | null
  readonly dir?: string
  readonly keyProtection?: 'keyring' | 'plain'
  /**
   * The keyring's key, one byte. A secret sealed under the usual key can be opened with it, and is stale under another.
   */
  readonly keyring?: number
  readonly timings?: EngineTimings
  readonly verificationTimings?: VerificationTimings
  /** With `startAfterMs`, mails are synced automatically. */
  readonly inboxTimings?: InboxTimings & { readonly startAfterMs?: number }
  readonly relayTimings?: RelayTimings
  readonly mailReaderTimings?: MailReaderTimings
  readonly crmTimings?: Partial<CrmTimings>
  /** Rate limit for reading emails; for a simulated Instantly without limits. */
  readonly emailsPerMinute?: number
  /** Address of the fake CRMs. */
  readonly crmUrl?: string
  /** Address of the Supabase stand-in. */
  readonly supabaseUrl?: string
  readonly campaignTimings?: { readonly startAfterMs: number }
  readonly editTimings?: EditTimings
  readonly modelTimings?: ModelTimings
  readonly moveTimings?: MoveTimings
  readonly reportTimings?: ReportTimings
  readonly leadMirrorTimings?: LeadMirrorTimings
  /** Without them opt-outs are sent only when the test asks for it. */
  readonly optOutTimings?: OptOutTimings
  readonly accountTimings?: AccountTimings
  readonly appVersion?: string
  /** Share of the people a new demo is created with. */
  readonly demoPeople?: number
  /** Without it a demo is created only on request. */
  readonly prepareDemoAfterMs?: number
  /** Overrides for the paces that are otherwise quiet. */
  readonly paces?: TaskPaces
  readonly createRuntime?: typeof createRuntime
  /** The operator's time zone. */
  readonly zone?: string
  readonly openStore?: typeof openStore
  readonly clock?: Clock
  readonly spawnIndexer?: (storePath: string, indexPath: string) => Worker
  /** Derives passphrases with the strength the app ships with. */
  readonly shippedStrength?: boolean
}): TestBackend {
  const dir = options.dir ?? temporaryDir()
  layMigratedStore(dir)
  const events: TestBackend['events'] = []
  const logs: LogLine[] = []
  const notices: Notice[] = []
  const opened: string[] = []
  const savedAs: string[] = []
  const erasedFromLog: string[] = []
  const test = {
    savePath: null as string | null,
    openPaths: [] as string[],
    place: null as string | null,
    printer: 'works' as 'works' | 'broken',
  }
  const keyring = options.keyring ?? usualKeyring
  const host: Host = {
    keyProtection: async () => options.keyProtection ?? 'keyring',
    // Reversible, and never clear text: it must also be readable after a restart.
    encrypt: async (text) => Buffer.from(text, 'utf8').map((byte) => byte ^ keyring),
    decrypt: async (cipher) => {
      const openedBy = (key: number) => Buffer.from(cipher.map((byte) => byte ^ key)).toString('utf8')
      const text = openedBy(keyring)
      return text.startsWith('{') ? { text, stale: false } : { text: openedBy(usualKeyring), stale: true }
    },
    notify: async (notice) => void notices.push(notice),
    chooseSavePath: async ({ defaultName }) => {
      savedAs.push(defaultName)
      return test.savePath
    },
    chooseOpenPaths: async () => test.openPaths,
    choosePlace: async () => test.place,
    // A substitute for a PDF whose content tests can inspect.
    printPdf: async (document) => {
      if (test.printer === 'broken') throw new AppError('REPORT_NOT_PRINTED')
      return Buffer.from(`%PDF-1.4\n${document}`)
    },
    openPlace: async (place, how) => void opened.push(`${how} ${place}`),
    eraseFromLog: async (address) => void erasedFromLog.push(address),
    openExternal: async (url) => void opened.push(url),
    openFolder: async (folder) => void opened.push(folder),
  }
  const backend = createBackend({
    config: {
      paths: { dataDir: dir, migrationsDir, samplesDir, holidaysDir, supabaseDir },
      instantlyUrl: options.instantlyUrl,
      emailsPerMinute: options.emailsPerMinute,
      crmUrl: options.crmUrl ?? null,
      supabaseUrl: options.supabaseUrl ?? null,
      appVersion: options.appVersion ?? '0.0.0-test',
      language: { system: 'en', chosen: 'system' },
    },
    host,
    announce: (name, payload) => void events.push({ name, payload }),
    logSink: (line) => void logs.push(line),
    spawnParser: startParser,
    exportTimings: options.timings ?? quickTimings,
    verificationTimings: options.verificationTimings ?? quickVerification,
    inboxTimings: options.inboxTimings ?? quickInbox,
    relayTimings: options.relayTimings ?? quickRelay,
    ...(options.mailReaderTimings ? { mailReaderTimings: options.mailReaderTimings } : {}),
    reportTimings: options.reportTimings ?? quickReports,
    leadMirrorTimings: options.leadMirrorTimings ?? quietCopies,
    optOutTimings: options.optOutTimings ?? quickOptOuts,
    paces: {
      ...quietPaces,
      ...(options.campaignTimings ? { campaigns: { firstMs: options.campaignTimings.startAfterMs } } : {}),
      ...(options.inboxTimings?.startAfterMs ? { inbox: { firstMs: options.inboxTimings.startAfterMs } } : {}),
      ...(options.optOutTimings ? {} : { opt_outs: 'asked' as const }),
      ...options.paces,
    },
    ...(options.createRuntime ? { createRuntime: options.createRuntime } : {}),
    accountTimings: options.accountTimings ?? quickAccounts,
    ...(options.demoPeople === undefined ? {} : { demoPeople: options.demoPeople }),
    ...(options.shippedStrength ? {} : { passphraseCost: testPassphraseCost }),
    prepareDemoAfterMs: options.prepareDemoAfterMs ?? null,
    ...(options.zone ? { zone: () => options.zone ?? 'UTC' } : {}),
    ...(options.crmTimings ? { crmTimings: options.crmTimings } : {}),
    ...(options.editTimings ? { editTimings: options.editTimings } : {}),
    moveTimings: options.moveTimings ?? { settleMs: 30, retryMs: 100 },
    ...(options.modelTimings ? { modelTimings: options.modelTimings } : {}),
    spawnBackup,
    spawnCleaner,
    spawnUnpacker,
    spawnRelay: (order) => startThread('relay', order),
    ...(options.spawnIndexer ? { spawnIndexer: options.spawnIndexer } : {}),
    ...(options.openStore ? { openStore: options.openStore } : {}),
    ...(options.clock ? { clock: options.clock } : {}),
  })
  const call: Call = async (name, input) => {
    const reply = await backend.call(name, input)
    if (!reply.ok) throw fromWire(reply.error)
    return reply.data as never
  }
  return Object.assign(test, {
    backend,
    call,
    events,
    logs,
    notices,
    dir,
    opened,
    savedAs,
    erasedFromLog,
    stop: () => backend.stop(),
  })
}

/** With many other tests running, a copy that lets other threads go first would not end within a test. */
export const spawnBackup: SpawnBackup = (order) =>
  startThread('backup', order.kind === 'copy' ? { ...order, afterOthers: false } : order)

export const spawnCleaner: SpawnCleaner = (order) => startThread('cleaner', order)

export const spawnUnpacker: SpawnUnpacker = (order) => startThread('unpacker', order)

/**
 * Waits until `check` returns a value; throws an error that names what it waited for shortly before the runner's own
 * limit.
 */
export async function until<T>(
  what: string,
  check: () => Promise<T | null | false | undefined> | T | null | false | undefined,
  ms = 240_000,
): Promise<T> {
  const begun = Date.now()
  for (;;) {
    const found = await check()
    if (found !== null && found !== undefined && found !== false) return found
    const waited = Date.now() - begun
    if (waited > ms) throw new Error(`waited ${ms} ms for ${what}`)
    // Polls often at first, so that quick results are seen soon, and then rarely, so that polling does not slow down
    // long work.
    await new Promise((resolve) => setTimeout(resolve, Math.min(40, 5 + waited / 20)))
  }
}
