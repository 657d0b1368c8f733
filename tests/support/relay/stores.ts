/**
 * Provides both kinds of store for a test file: SQLite in a folder, and PostgreSQL if this machine has it or may
 * install it.
 */
import { afterAll, beforeAll } from 'vitest'
import type { RelayStore } from '../../../relay/store/types.ts'
import { temporaryDir } from '../backend.ts'
import { postgresBin, startPostgres, type TestPostgres } from '../postgres.ts'
import { addWorkspace, openPostgres, openSmallSqlite, startTestRelay, type TestRelay } from './relay.ts'

export type StoreKind = 'sqlite' | 'postgres'

/** Location of a store; opening it again opens the same store. */
export type StorePlace = {
  readonly env: Readonly<Record<string, string>>
  open(): Promise<RelayStore>
}

export const bin = postgresBin()
if (!bin) console.warn('PostgreSQL is not installed here and cannot be: its half of the relay tests is left out.')
export const storeKinds: readonly StoreKind[] = bin ? ['sqlite', 'postgres'] : ['sqlite']

/** Gives each test of a file its own store location. PostgreSQL runs from the first to the last test. */
export function useStores(): (kind: StoreKind) => Promise<StorePlace> {
  let server: TestPostgres | null = null
  let count = 0
  beforeAll(async () => {
    if (bin) server = await startPostgres(bin)
  })
  afterAll(() => server?.stop())
  return async (kind) => {
    if (kind === 'sqlite') {
      const dir = temporaryDir('sendoff-relay-')
      return { env: { RELAY_DATA: dir }, open: () => openSmallSqlite(dir) }
    }
    if (!server) throw new Error('PostgreSQL did not start')
    const name = `inbox_${++count}`
    await server.sql(`create database ${name}`)
    const url = server.url.replace(/\/postgres$/, `/${name}`)
    return { env: { DATABASE_URL: url }, open: () => openPostgres(url) }
  }
}

export type RelayForTwo = {
  readonly store: RelayStore
  readonly relay: TestRelay
  /** Token of the workspace Kessler. */
  readonly token: string
  /** Token of the workspace Brandt. */
  readonly other: string
}

/** Starts a relay with two workspaces over the store of a place. */
export async function startForTwo(place: StorePlace): Promise<RelayForTwo> {
  const store = await place.open()
  const { token } = await addWorkspace(store, 'Kessler')
  const { token: other } = await addWorkspace(store, 'Brandt')
  return { store, relay: await startTestRelay(store), token, other }
}
