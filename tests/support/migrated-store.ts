/**
 * Global setup of the unit and integration tests: migrates one store, which `startBackend` copies for every new one.
 */
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openStore, storeFileName } from '../../src/main/backend/core/db/open.ts'
import { migratedStoreEnv, migrationsDir } from './repository.ts'

/** Runs after `own-temp.ts`, whose folder contains the store and removes it with the run. */
export default function migrateOnce(): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'migrated-'))
  const store = openStore(folder, migrationsDir)
  store.raw.pragma('wal_checkpoint(TRUNCATE)')
  store.raw.close()
  process.env[migratedStoreEnv] = path.join(folder, storeFileName)
}
