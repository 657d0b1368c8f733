import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createRuntime } from '#backend/background/runtime.ts'
import { createAuditLog } from '#backend/clients/activity/audit-log.ts'
import { activityRoutes } from '#backend/clients/activity/routes.ts'
import { appRoutes } from '#backend/clients/settings/routes.ts'
import { createFirstKeyCheck } from '#backend/clients/workspaces/first-key-check.ts'
import { createKeySource } from '#backend/clients/workspaces/key-source.ts'
import { workspaceRoutes } from '#backend/clients/workspaces/routes.ts'
import { createVault } from '#backend/clients/workspaces/vault.ts'
import type { Clock, Deps, Store } from '#backend/core/deps.ts'
import type { Instantly, KeyProbe, Query } from '#backend/core/instantly/types.ts'
import { noJobs } from '#backend/core/jobs.ts'
import { noPauses } from '#backend/core/pauses.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { Host, KeyProtection } from '#shared/host.ts'
import { createLogger, type LogLine } from '#shared/log.ts'
import { openMigrated } from '../../../support/open-migrated.ts'
import { testPassphraseCost } from '../../../support/passphrase-cost.ts'

export type FakeClock = Clock & {
  advance(ms: number): void
  readonly slept: number[]
}

/** A clock whose sleeps end at once and are recorded; `advance` moves the time. */
export function fakeClock(start = Date.parse('2026-11-20T08:00:00.000Z')): FakeClock {
  let now = start
  const slept: number[] = []
  return {
    slept,
    now: () => now,
    advance: (ms) => {
      now += ms
    },
    async sleep(ms) {
      slept.push(ms)
      await Promise.resolve()
    },
  }
}

export type FakeHost = Host & {
  protection: KeyProtection
  /** Makes the keyring stop answering, as for another user or machine. */
  loseKeyring(): void
  savePath: string | null
  readonly opened: string[]
}

/** A keyring that really encrypts, so that a secret found in a file was written there by the app. */
export function fakeHost(protection: KeyProtection = 'keyring'): FakeHost {
  let key = randomBytes(32)
  const opened: string[] = []
  const host: FakeHost = {
    protection,
    savePath: null,
    opened,
    loseKeyring: () => {
      key = randomBytes(32)
    },
    keyProtection: async () => host.protection,
    async encrypt(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    async decrypt(sealed) {
      const bytes = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      return { text, stale: false }
    },
    notify: async () => undefined,
    chooseSavePath: async () => host.savePath,
    chooseOpenPaths: async () => [],
    choosePlace: async () => null,
    printPdf: async () => new Uint8Array(),
    openPlace: async (place) => void opened.push(place),
    eraseFromLog: async () => undefined,
    openExternal: async (url) => void opened.push(url),
    openFolder: async (folder) => void opened.push(folder),
  }
  return host
}

/** Instantly's answers to one key. Unknown keys get 401. */
export type RemoteKey = {
  readonly workspace: { readonly id: string; readonly name: string }
  readonly missing?: readonly string[]
  fails?: ErrorCode | undefined
  readonly raw?: Readonly<Record<string, { readonly status: number; readonly json: unknown }>>
}
export type RemoteKeys = Record<string, RemoteKey>

const statusOf = (key: RemoteKey, pathAsked: string) => {
  const scope = scopeOfPath[pathAsked]
  return scope && key.missing?.includes(scope) ? 403 : 200
}

const refuse = () => {
  throw new Error('only withKey is scripted here')
}

/** Creates a fake Instantly as far as `withKey` needs it, with a record of which key requested what for whom. */
function fakeInstantly(keys: RemoteKeys) {
  const asked: { readonly secret: string; readonly path: string; readonly requestedBy: string }[] = []
  const withKey: Instantly['withKey'] = (secret, _workspaceId, requestContext) => {
    const answer = <T>(pathAsked: string, scope: string | null, value: (key: RemoteKey) => T): T => {
      asked.push({ secret, path: pathAsked, requestedBy: requestContext?.requestedBy ?? '' })
      const key = keys[secret]
      if (key?.fails) throw new AppError(key.fails)
      if (!key) throw new AppError('INSTANTLY_API_KEY_INVALID', { status: 401 })
      if (scope && key.missing?.includes(scope)) throw new AppError('INSTANTLY_SCOPE_MISSING', { scope })
      return value(key)
    }
    const probe: KeyProbe = {
      currentWorkspace: async () => answer('/workspaces/current', 'workspaces:read', (key) => key.workspace),
      planDetails: async () =>
        answer('/workspace-billing/plan-details', 'workspace_billing:read', () => ({
          planName: 'Growth',
          contactsLimit: 1000,
          contactsUsed: 250,
          priceDollars: 47,
          interval: 'month',
          periodEndsAt: null,
        })),
      mailboxes: async () =>
        answer('/accounts', 'accounts:read', () => [
          {
            email: 'me@example.com',
            name: 'Me',
            status: 1,
            dailyLimit: 30,
            warmupStatus: 1,
            warmupScore: 98,
            trackingDomain: 'none',
            provider: null,
            sendingGap: null,
            trackingDomainName: null,
            setupPending: null,
            warmupSince: null,
            slowRamp: null,
            tags: null,
            message: null,
          },
        ]),
      campaigns: async () => answer('/campaigns', 'campaigns:read', () => []),
      probe: async (pathAsked) => answer(pathAsked, null, (key) => statusOf(key, pathAsked)),
      readRaw: async (pathAsked: string, query?: Query) =>
        answer(pathAsked, null, (key) => {
          const full = query ? `${pathAsked}?${new URLSearchParams(query).toString()}` : pathAsked
          return key.raw?.[full] ?? key.raw?.[pathAsked] ?? { status: statusOf(key, pathAsked), json: { items: [] } }
        }),
    }
    return probe
  }
  const instantly = new Proxy({ withKey } as unknown as Instantly, {
    get: (target, name) => (name === 'withKey' ? target.withKey : refuse),
  })
  return { instantly, asked, keys }
}

const scopeOfPath: Record<string, string> = {
  '/campaigns': 'campaigns:read',
  '/leads/list': 'leads:read',
  '/emails': 'emails:read',
  '/lead-labels': 'lead-labels:read',
  '/webhook-events': 'webhook_events:read',
  '/block-lists-entries': 'block_list_entries:read',
}

export type Rig = ReturnType<typeof startRig>

/** Starts the real store with this part of the backend. `restart` opens the same folder again, as the app would. */
export function startRig(
  options: {
    readonly dir?: string
    readonly host?: FakeHost
    readonly keys?: RemoteKeys
    readonly clock?: FakeClock
    readonly lines?: LogLine[]
  } = {},
) {
  const dir = options.dir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-workspaces-'))
  const host = options.host ?? fakeHost()
  const clock = options.clock ?? fakeClock()
  const lines = options.lines ?? []
  const log = (scope: string) => createLogger(scope, (line) => lines.push(line))
  const store: Store = openMigrated(dir)
  const remote = fakeInstantly(options.keys ?? {})
  const announced: string[] = []
  const deps: Deps = {
    store,
    clock,
    host,
    config: {
      paths: {
        dataDir: dir,
        migrationsDir: path.resolve('resources/migrations'),
        samplesDir: path.resolve('resources/samples'),
        holidaysDir: path.resolve('resources/holidays'),
        supabaseDir: path.resolve('relay/supabase'),
      },
      instantlyUrl: null,
      appVersion: '0.1.0',
      language: { system: 'en', chosen: 'system' },
    },
    instantly: remote.instantly,
    jobs: noJobs,
    background: createRuntime({ store, clock, jobs: noJobs, log, online: () => true }),
    log,
    announce: () => undefined,
    changed: (...topics) => void announced.push(...topics),
    online: () => true,
    pauses: noPauses,
    pausedBy: () => null,
    spawnCleaner: () => {
      throw new Error('nothing is cleaned here')
    },
  }
  const vault = createVault({ store, host, clock, log: log('vault'), passphraseCost: testPassphraseCost })
  const keySource = createKeySource({ store, vault, clock, log: log('keys'), changed: deps.changed })
  const auditLog = createAuditLog(store, clock)
  const firstKeyCheck = createFirstKeyCheck({ ...deps, vault, log: log('first-key check') })
  const routes = {
    ...workspaceRoutes(deps, { vault, keySource, firstKeyCheck }),
    ...activityRoutes(deps, { auditLog }),
    ...appRoutes(deps, { callsLast10s: () => 0, readAt: () => null, isAnswering: () => true }),
  }
  const close = async () => {
    await firstKeyCheck.stop()
    vault.stop()
    auditLog.stop()
    store.raw.close()
  }
  return {
    dir,
    host,
    clock,
    lines,
    store,
    remote,
    announced,
    vault,
    keySource,
    auditLog,
    firstKeyCheck,
    routes,
    close,
    async restart() {
      await close()
      return startRig({ dir, host, clock, lines, keys: remote.keys })
    },
    async end() {
      await close()
      fs.rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Returns the code with which a function fails. */
export async function codeOf(work: () => unknown): Promise<ErrorCode | 'nothing'> {
  try {
    await work()
    return 'nothing'
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

/** Returns every byte the app keeps in a folder. */
export function bytesOf(dir: string): Buffer {
  const files = fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Buffer.concat(files.map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name))))
}

export const aKey = (name: string) => `${name}-${'k'.repeat(40)}-${name}`
