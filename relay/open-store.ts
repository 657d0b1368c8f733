import type { Logger } from '#shared/log.ts'
import type { RelayConfig } from './config.ts'
import { openSqliteStore } from './store/sqlite.ts'
import type { RelayStore } from './store/types.ts'

/** PostgreSQL where an address is set, else the file. */
export async function openStore({ databaseUrl, file }: RelayConfig, log: Logger): Promise<RelayStore> {
  if (databaseUrl === null) return openSqliteStore(file)
  // Loaded only where it is used: a relay on SQLite needs no driver for PostgreSQL.
  const { openPostgresStore } = await import('./store/postgres.ts')
  return openPostgresStore(databaseUrl, log)
}
