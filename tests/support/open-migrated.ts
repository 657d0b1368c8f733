/**
 * Creates new stores for tests as copies of the one that is migrated once per run. Migrating each takes far longer than
 * copying it.
 */
import fs from 'node:fs'
import path from 'node:path'
import { openStore, storeFileName } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { migratedStoreEnv, migrationsDir } from './repository.ts'

/** Copies the migrated store into a folder that has none yet. */
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
