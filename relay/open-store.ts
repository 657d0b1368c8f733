import type { Logger } from '#shared/log.ts'
import type { RelayConfig } from './config.ts'
import { openSqliteStore } from './store/sqlite.ts'
import type { RelayStore } from './store/types.ts'

/** Opens PostgreSQL if an address is set, otherwise the SQLite file. */
export async function openStore({ databaseUrl, file }: RelayConfig, log: Logger): Promise<RelayStore> {
  if (databaseUrl === null) return openSqliteStore(file)
  // Loaded only if used: a relay on SQLite needs no PostgreSQL driver.
  const { openPostgresStore } = await import('./store/postgres.ts')
  return openPostgresStore(databaseUrl, log)
}
