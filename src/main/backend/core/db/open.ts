import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { AppError } from '#shared/errors.ts'
import type { Store } from '../deps.ts'
import { migrateStore } from './migrate.ts'
import { prepareWhenUsed } from './prepare-when-used.ts'
import { putRestored } from './put-restored.ts'
import { asStoreError } from './store-errors.ts'

export const storeFileName = 'sendoff.db'

/**
 * Opens the store, migrated to this version. Every commit is on disk before it returns (`synchronous=FULL`).
 * Throws STORE_LOCKED, STORE_CORRUPT, STORE_FULL, STORE_NEWER or STORE_MIGRATION_FAILED; the file is left as it was.
 */
export function openStore(dataDir: string, migrationsDir: string): Store {
  let raw: Database.Database | null = null
  try {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    putRestored(dataDir, storeFileName)
    const file = path.join(dataDir, storeFileName)
    raw = new Database(file, { timeout: 3000 })
    prepareWhenUsed(raw)
    keepForOwner(file)
    raw.pragma('page_size = 8192')
    raw.pragma('journal_mode = WAL')
    raw.pragma('synchronous = FULL')
    raw.pragma('temp_store = MEMORY')
    // What was deleted is overwritten where that costs no further page: nobody who was erased is read from what is left.
    raw.pragma('secure_delete = FAST')
    // A log that grew in a big import gives its room back. What a backlog always needs (`checkpoint-wait.ts`) stays: to cut it off takes
    // the commit that begins the log anew a tenth of a second, and the next ones have to make the room again.
    raw.pragma('journal_size_limit = 167772160')
    raw.pragma('cache_size = -65536')
    const store: Store = { raw, orm: drizzle(raw) }
    migrateStore(store, { migrationsDir, backupDir: path.join(dataDir, 'backups') })
    giveRoomBackOnce(raw)
    raw.pragma('foreign_keys = ON')
    return store
  } catch (error) {
    raw?.close()
    throw isKeptOut(error) ? new AppError('STORE_LOCKED', {}, { cause: error }) : asStoreError(error)
  }
}

/** The files beside it are made with the same rights. A stick or a share may know none: then there are none to give. */
function keepForOwner(file: string): void {
  try {
    fs.chmodSync(file, 0o600)
  } catch (error) {
    if (!isKeptOut(error) && !['ENOTSUP', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/** The folder is another user's, or can only be read. */
const isKeptOut = (error: unknown): boolean =>
  ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')

/** A start may take so long as writing this much anew does: some seconds. */
const MOST_BYTES = 512 * 1024 * 1024

/**
 * A store much of which was removed for good is written anew, once: from then on it gives room back by itself, in small
 * steps (`give-back-room.ts`). Not from the beginning, because keeping account of that costs every import a tenth.
 */
function giveRoomBackOnce(raw: Database.Database): void {
  const [mode, pages, free, size] = ['auto_vacuum', 'page_count', 'freelist_count', 'page_size'].map(
    (name) => raw.pragma(name, { simple: true }) as number,
  ) as [number, number, number, number]
  if (mode !== 0 || free * 8 < pages || (pages - free) * size > MOST_BYTES) return
  try {
    raw.pragma('auto_vacuum = INCREMENTAL')
    raw.exec('vacuum')
  } catch {
    // No room for a copy, or another reader: the store is as good as before, and tried again at the next start.
  }
}
