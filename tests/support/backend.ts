import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Backend, createBackend } from '#backend/backend.ts'
import type { openStore } from '#backend/db/open.ts'
import type { EngineTimings } from '#backend/features/exports/engine.ts'
import type { Call, EventName, Events } from '#shared/contract/index.ts'
import { fromWire } from '#shared/errors.ts'
import type { Host, Notice } from '#shared/host.ts'
import type { LogLine } from '#shared/log.ts'

export const repoRoot = path.join(import.meta.dirname, '../..')
export const migrationsDir = path.join(repoRoot, 'resources/migrations')

/** Short waits, so that a settled loss takes a moment and not half a minute. */
export const quickTimings: EngineTimings = {
  readAfterMs: [30, 120],
  readSlowAfterMs: [30, 200, 400],
  lookAfterMs: [30, 120],
  lateCommitMs: 300,
  noProgressMs: 600_000,
  retryAfterMs: [50, 100, 200],
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
  readonly opened: string[]
  stop(): Promise<void>
}

export function temporaryDir(prefix = 'sendoff-'): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), prefix))
}

/** The real backend on a real SQLite file, with a host of its own: a keyring in memory, dialogs answered by the test. */
export function startBackend(options: {
  readonly instantlyUrl: string | null
  readonly dir?: string
  readonly keyProtection?: 'keyring' | 'plain'
  readonly timings?: EngineTimings
  readonly openStore?: typeof openStore
}): TestBackend {
  const dir = options.dir ?? temporaryDir()
  const events: TestBackend['events'] = []
  const logs: LogLine[] = []
  const notices: Notice[] = []
  const opened: string[] = []
  const test = { savePath: null as string | null, openPaths: [] as string[] }
  const host: Host = {
    keyProtection: async () => options.keyProtection ?? 'keyring',
    // Reversible, and never the clear text: what a keyring gives back after a restart too.
    encrypt: async (text) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a),
    decrypt: async (cipher) => Buffer.from(cipher.map((byte) => byte ^ 0x5a)).toString('utf8'),
    notify: async (notice) => void notices.push(notice),
    chooseSavePath: async () => test.savePath,
    chooseOpenPaths: async () => test.openPaths,
    openExternal: async (url) => void opened.push(url),
    openFolder: async (folder) => void opened.push(folder),
  }
  const backend = createBackend({
    config: { paths: { dataDir: dir, migrationsDir }, instantlyUrl: options.instantlyUrl, appVersion: '0.0.0-test' },
    host,
    announce: (name, payload) => void events.push({ name, payload }),
    logSink: (line) => void logs.push(line),
    spawnParser: () => new Worker(new URL('../../src/main/backend/features/leads/parse-thread.ts', import.meta.url)),
    exportTimings: options.timings ?? quickTimings,
    ...(options.openStore ? { openStore: options.openStore } : {}),
  })
  const call: Call = async (name, input) => {
    const reply = await backend.call(name, input)
    if (!reply.ok) throw fromWire(reply.error)
    return reply.data as never
  }
  return Object.assign(test, { backend, call, events, logs, notices, dir, opened, stop: () => backend.stop() })
}

/** Waits until `check` gives something; says what it waited for when it does not. */
export async function until<T>(
  what: string,
  check: () => Promise<T | null | false | undefined> | T | null | false | undefined,
  ms = 20_000,
): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    const found = await check()
    if (found !== null && found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`waited ${ms} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
