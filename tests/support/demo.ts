/**
 * Provides the demo for tests that use it: created once per run, copied for each test. Creating it has its own tests.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { onceInRun } from './once-in-run.ts'

/**
 * With all of its people, or with few for tests that do not depend on its content. `read`: with all of them, and as an
 * app that had it open for a minute leaves it, so that no later one reads its conversations and accounts again.
 */
type Kind = 'whole' | 'small' | 'read'

/**
 * Options of `startBackend` for tests that create a demo and do not depend on its content: creating it takes a fourth
 * of the time.
 */
export const fewPeople = { demoPeople: 0.05 } as const

/** Returns a new data folder that contains only the demo. */
export async function demoDir(kind: Kind = 'whole'): Promise<string> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-demo-'))
  await layDemo(dir, kind)
  return dir
}

/** Copies the demo into a data folder. */
export async function layDemo(dir: string, kind: Kind = 'whole'): Promise<void> {
  const made = await onceInRun(`demo-${kind}`, (folder) => makeDemo(kind, folder))
  fs.cpSync(made, dir, { recursive: true })
}

async function makeDemo(kind: Kind, dir: string): Promise<void> {
  // Only the process that creates it needs the whole backend.
  const { startBackend, until } = await import('./backend.ts')
  const { catchingUpClock } = await import('./hasty-clock.ts')
  const clock = catchingUpClock(kind === 'read' ? 10 * 60_000 : 0)
  // A demo needs no keyring, no passphrase and no network.
  const options = { instantlyUrl: 'http://127.0.0.1:9', keyProtection: 'plain', dir, clock } as const
  const app = startBackend({ ...options, ...(kind === 'small' ? fewPeople : {}) })
  await app.call('demo.create', {})
  await app.stop()
  if (kind !== 'read') return
  clock.hurry()
  const reader = startBackend({
    ...options,
    paces: { campaigns: soon, accounts: soon, inbox: soon, sent_mails: soon, whole_threads: soon },
  })
  await reader.call('app.status', {})
  const store = new Database(path.join(dir, 'sendoff.db'), { readonly: true })
  const unread = store
    .prepare('select 1 from inbox_thread where has_sent = 0 and read_through_at is null limit 1')
    .pluck()
  await until('every conversation to be read', () => unread.get() === undefined)
  store.close()
  // In its hurry the app may have been told that the rate limit was reached.
  await until('every account to be read', async () => {
    const clients = await reader.call('accounts.sync', { workspaceId: null })
    return clients.length > 0 && clients.every(({ problem }) => problem === null)
  })
  await reader.stop()
}

const soon = { firstMs: 0 } as const
