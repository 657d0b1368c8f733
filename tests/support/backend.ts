import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Backend, createBackend } from '#backend/backend.ts'
import type { EditTimings } from '#backend/campaigns/campaign-edits/routes.ts'
import type { CampaignTimings } from '#backend/campaigns/campaigns/poller.ts'
import type { MoveTimings } from '#backend/campaigns/subsequences/mover.ts'
import { type openStore, storeFileName } from '#backend/core/db/open.ts'
import type { Clock } from '#backend/core/deps.ts'
import type { RelayTimings } from '#backend/events/relay/routes.ts'
import type { EngineTimings } from '#backend/exports/exports/engine-timings.ts'
import type { RestTimings } from '#backend/exports/rest-days/runner.ts'
import type { CrmTimings } from '#backend/inbox/crm/courier.ts'
import type { InboxTimings } from '#backend/inbox/inbox/sync.ts'
import type { ModelTimings } from '#backend/inbox/inbox-model/routes.ts'
import type { AccountTimings } from '#backend/insights/accounts/action-runner.ts'
import type { ReportTimings } from '#backend/insights/reports/planner.ts'
import type { LeadCopyTimings } from '#backend/leads/lead-copies/planner.ts'
import type { OptOutTimings } from '#backend/leads/opt-outs/sync.ts'
import type { VerificationTimings } from '#backend/leads/verification/runner.ts'
import type { Call, EventName, Events } from '#shared/contract/index.ts'
import { AppError, fromWire } from '#shared/errors.ts'
import type { Host, Notice } from '#shared/host.ts'
import type { LogLine } from '#shared/log.ts'
import { migratedStoreEnv, migrationsDir, repoRoot } from './repository.ts'

export { migrationsDir, repoRoot }
export const samplesDir = path.join(repoRoot, 'resources/samples')

/** Short waits, so that a settled loss takes a moment and not half a minute. */
export const quickTimings: EngineTimings = {
  readAfterMs: [20, 30, 120],
  readSlowAfterMs: [20, 30, 200, 400],
  lookAfterMs: [30, 120],
  lateCommitMs: 300,
  noProgressMs: 600_000,
  retryAfterMs: [50, 100, 200],
}

/** The same for verification. */
const quickVerification: VerificationTimings = { lateMs: 60, pollMs: 40, giveUpMs: 600_000, retryMs: 100 }

/** Mails are read when a test asks for it. */
const quietInbox: InboxTimings = { startAfterMs: null, lateMs: 200, looks: 2, lookEveryMs: 100 }
/** Campaigns too. */
const quietCampaigns: CampaignTimings = { startAfterMs: null }
/** Leads are copied when a test asks for it. */
const quietCopies: LeadCopyTimings = { startAfterMs: null, lookEveryMs: 60_000 }
/** Opt-outs are told to Instantly when a test asks for it. */
const quietOptOuts: OptOutTimings = {
  byItself: false,
  settleMs: 50,
  entryLateMs: 300,
  leadLateMs: 10_000,
  retryAfterMs: [100, 200, 400],
  lookAfterMs: [86_400_000],
  watchMs: 86_400_000,
}
/** The same by themselves, with short waits. */
export const quickOptOuts: OptOutTimings = { ...quietOptOuts, byItself: true }
/** Acts on accounts with short waits. */
const quickAccounts: AccountTimings = { settleMs: 50, followMs: 20, retryMs: 100 }
/** Reports are made when a test asks for it, or wakes the machine. */
const quietReports: ReportTimings = { lookEveryMs: null, startAfterMs: 0, freshWithinMs: 1_000 }
/** Days without mail are looked at when a test asks for it. */
const quietRests: RestTimings = { lookEveryMs: null }
/** And for relays. Webhooks are looked at when a test asks for it. */
const quickRelay: RelayTimings = {
  poller: { waitS: 1, retry: { firstMs: 40, maxMs: 150 } },
  gapRetryMs: 100,
  watch: { firstMs: 86_400_000, everyMs: 86_400_000 },
}

export type TestBackend = {
  readonly backend: Backend
  readonly call: Call
  readonly events: { name: EventName; payload: Events[EventName] }[]
  readonly logs: LogLine[]
  readonly notices: Notice[]
  readonly dir: string
  /** Where the next save dialog points; null cancels it. */
  savePath: string | null
  openPaths: string[]
  /** The folder or picture the next dialog gives; null cancels it. */
  place: string | null
  printer: 'works' | 'broken'
  /** Names the save dialog offered. */
  readonly savedAs: string[]
  readonly opened: string[]
  stop(): Promise<void>
}

export function temporaryDir(prefix = 'sendoff-'): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), prefix))
}

/** Saves a test the migrations of a new store: a store that is not there yet begins as a copy of the migrated one. */
function layMigratedStore(dir: string): void {
  const template = process.env[migratedStoreEnv]
  const storePath = path.join(dir, storeFileName)
  if (template && fs.existsSync(dir) && !fs.existsSync(storePath)) fs.copyFileSync(template, storePath)
}

/** The real backend on a real SQLite file, with a host of its own: a keyring in memory, dialogs answered by the test. */
export function startBackend(options: {
  readonly instantlyUrl: string | null
  readonly dir?: string
  readonly keyProtection?: 'keyring' | 'plain'
  readonly timings?: EngineTimings
  readonly verificationTimings?: VerificationTimings
  readonly inboxTimings?: InboxTimings
  readonly relayTimings?: RelayTimings
  readonly crmTimings?: Partial<CrmTimings>
  /** Where CRMs are played. */
  readonly crmUrl?: string
  readonly campaignTimings?: CampaignTimings
  readonly editTimings?: EditTimings
  readonly modelTimings?: ModelTimings
  readonly moveTimings?: MoveTimings
  readonly reportTimings?: ReportTimings
  readonly leadCopyTimings?: LeadCopyTimings
  readonly optOutTimings?: OptOutTimings
  readonly accountTimings?: AccountTimings
  /** The operator's zone. */
  readonly zone?: string
  readonly openStore?: typeof openStore
  readonly clock?: Clock
  readonly spawnIndexer?: (storePath: string, indexPath: string) => Worker
}): TestBackend {
  const dir = options.dir ?? temporaryDir()
  layMigratedStore(dir)
  const events: TestBackend['events'] = []
  const logs: LogLine[] = []
  const notices: Notice[] = []
  const opened: string[] = []
  const savedAs: string[] = []
  const test = {
    savePath: null as string | null,
    openPaths: [] as string[],
    place: null as string | null,
    printer: 'works' as 'works' | 'broken',
  }
  const host: Host = {
    keyProtection: async () => options.keyProtection ?? 'keyring',
    // Reversible, and never the clear text: what a keyring gives back after a restart too.
    encrypt: async (text) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a),
    decrypt: async (cipher) => ({
      text: Buffer.from(cipher.map((byte) => byte ^ 0x5a)).toString('utf8'),
      stale: false,
    }),
    notify: async (notice) => void notices.push(notice),
    chooseSavePath: async ({ defaultName }) => {
      savedAs.push(defaultName)
      return test.savePath
    },
    chooseOpenPaths: async () => test.openPaths,
    choosePlace: async () => test.place,
    // As good as a PDF: what is printed can be looked into.
    printPdf: async (document) => {
      if (test.printer === 'broken') throw new AppError('REPORT_NOT_PRINTED')
      return Buffer.from(`%PDF-1.4\n${document}`)
    },
    openPlace: async (place, how) => void opened.push(`${how} ${place}`),
    openExternal: async (url) => void opened.push(url),
    openFolder: async (folder) => void opened.push(folder),
  }
  const backend = createBackend({
    config: {
      paths: { dataDir: dir, migrationsDir, samplesDir },
      instantlyUrl: options.instantlyUrl,
      crmUrl: options.crmUrl ?? null,
      appVersion: '0.0.0-test',
      language: { system: 'en', chosen: 'system' },
    },
    host,
    announce: (name, payload) => void events.push({ name, payload }),
    logSink: (line) => void logs.push(line),
    spawnParser: () => new Worker(new URL('../../src/main/backend/leads/leads/parse-thread.ts', import.meta.url)),
    exportTimings: options.timings ?? quickTimings,
    verificationTimings: options.verificationTimings ?? quickVerification,
    inboxTimings: options.inboxTimings ?? quietInbox,
    relayTimings: options.relayTimings ?? quickRelay,
    campaignTimings: options.campaignTimings ?? quietCampaigns,
    reportTimings: options.reportTimings ?? quietReports,
    leadCopyTimings: options.leadCopyTimings ?? quietCopies,
    optOutTimings: options.optOutTimings ?? quietOptOuts,
    accountTimings: options.accountTimings ?? quickAccounts,
    restTimings: quietRests,
    ...(options.zone ? { zone: () => options.zone ?? 'UTC' } : {}),
    ...(options.crmTimings ? { crmTimings: options.crmTimings } : {}),
    ...(options.editTimings ? { editTimings: options.editTimings } : {}),
    moveTimings: options.moveTimings ?? { settleMs: 30, retryMs: 100 },
    ...(options.modelTimings ? { modelTimings: options.modelTimings } : {}),
    ...(options.spawnIndexer ? { spawnIndexer: options.spawnIndexer } : {}),
    ...(options.openStore ? { openStore: options.openStore } : {}),
    ...(options.clock ? { clock: options.clock } : {}),
  })
  const call: Call = async (name, input) => {
    const reply = await backend.call(name, input)
    if (!reply.ok) throw fromWire(reply.error)
    return reply.data as never
  }
  return Object.assign(test, { backend, call, events, logs, notices, dir, opened, savedAs, stop: () => backend.stop() })
}

/** Waits until `check` gives something; says what it waited for when it does not. */
export async function until<T>(
  what: string,
  check: () => Promise<T | null | false | undefined> | T | null | false | undefined,
  ms = 60_000,
): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    const found = await check()
    if (found !== null && found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`waited ${ms} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
