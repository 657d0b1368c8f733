/** New stores for tests: copies of the one that is migrated once in a run. Migrating each takes far longer than copying it. */
import fs from 'node:fs'
import path from 'node:path'
import { openStore, storeFileName } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { migratedStoreEnv, migrationsDir } from './repository.ts'

/** A store that is not there yet begins as a copy of the migrated one. */
export function layMigratedStore(dir: string): void {
  const template = process.env[migratedStoreEnv]
  const storePath = path.join(dir, storeFileName)
  if (template && fs.existsSync(dir) && !fs.existsSync(storePath)) fs.copyFileSync(template, storePath)
}

/** Opens the store of this folder, or a new one. */
export function openMigrated(dir: string): Store {
  layMigratedStore(dir)
  return openStore(dir, migrationsDir)
}
