/** Global setup of the unit and integration tests: one store is migrated, `startBackend` copies it for every new one. */
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openStore, storeFileName } from '../../src/main/backend/core/db/open.ts'
import { migratedStoreEnv, migrationsDir } from './repository.ts'

/** Runs after `own-temp.ts`, whose folder the store lies in and goes with. */
export default function migrateOnce(): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'migrated-'))
  const store = openStore(folder, migrationsDir)
  store.raw.pragma('wal_checkpoint(TRUNCATE)')
  store.raw.close()
  process.env[migratedStoreEnv] = path.join(folder, storeFileName)
}
