/** Runs a relay in this process, over HTTP on a free port, with the given store. */
import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger, type LogLine } from '#shared/log.ts'
import { type RelayConfig, readConfig } from '../../../relay/config.ts'
import { hashesOf, newToken } from '../../../relay/secrets.ts'
import { type Relay, type RequestTimeouts, startRelay } from '../../../relay/server.ts'
import { openPostgresStore } from '../../../relay/store/postgres.ts'
import { openSqliteStore } from '../../../relay/store/sqlite.ts'
import type { RelayStore } from '../../../relay/store/types.ts'

export type TestRelay = Relay & { readonly store: RelayStore; readonly lines: LogLine[] }

export type RelaySettings = {
  readonly config?: Partial<RelayConfig>
  readonly now?: () => number
  readonly timeouts?: RequestTimeouts
}

export async function startTestRelay(store: RelayStore, settings: RelaySettings = {}): Promise<TestRelay> {
  const lines: LogLine[] = []
  const config = { ...readConfig({ RELAY_PORT: '0', RELAY_DATA: '/nowhere' }), ...settings.config }
  const relay = await startRelay(
    store,
    config,
    createLogger('relay', (line) => lines.push(line)),
    settings.now,
    settings.timeouts,
  )
  return { ...relay, store, lines }
}

export const openSqlite = async (dir: string): Promise<RelayStore> => openSqliteStore(`${dir}/relay.db`)

/**
 * Opens a store without the thread that checkpoints its log, which few events do not need: starting it takes longer
 * than most tests.
 */
export const openSmallSqlite = async (dir: string): Promise<RelayStore> =>
  openSqliteStore(`${dir}/relay.db`, { ownCheckpoints: true })

export const openPostgres = (url: string): Promise<RelayStore> =>
  openPostgresStore(
    url,
    createLogger('relay', () => undefined),
  )

/** Adds a workspace with its own token. */
export async function addWorkspace(store: RelayStore, name: string): Promise<{ id: number; token: string }> {
  const token = newToken()
  await store.addWorkspace(name, hashesOf(token))
  const id = (await store.workspaces()).find((one) => one.name === name)?.id
  if (id === undefined) throw new Error(`${name} was not added`)
  return { id, token }
}

export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 240_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never: ${what}`)
    await sleep(20)
  }
}
