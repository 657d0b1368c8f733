import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { nameOrder } from '#shared/domain/core/name-order.ts'
import { AppError } from '#shared/errors.ts'
import type { Store } from '../deps.ts'
import { installRestoredStore } from './install-restored.ts'
import { hasMigrationsTable, migrateStore } from './migrate.ts'
import { prepareLazily } from './prepare-lazily.ts'
import { asStoreError } from './store-errors.ts'

export const storeFileName = 'sendoff.db'

/**
 * Opens the store, migrated to this version. Every commit is on disk before it returns (`synchronous=FULL`). Throws
 * STORE_LOCKED, STORE_GONE, STORE_CORRUPT, STORE_FULL, STORE_NEWER or STORE_MIGRATION_FAILED; the file is then
 * unchanged.
 */
export function openStore(dataDir: string, migrationsDir: string): Store {
  let raw: Database.Database | null = null
  try {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    installRestoredStore(dataDir, storeFileName)
    const file = path.join(dataDir, storeFileName)
    const backupDir = path.join(dataDir, 'backups')
    if (isGone(file, backupDir)) throw new AppError('STORE_GONE')
    raw = new Database(file, { timeout: 3000 })
    prepareLazily(raw)
    if (isForeign(raw)) throw new AppError('STORE_CORRUPT')
    restrictToOwner(file)
    raw.pragma('page_size = 8192')
    raw.pragma('journal_mode = WAL')
    raw.pragma('synchronous = FULL')
    raw.pragma('temp_store = MEMORY')
    // Deleted content is overwritten where that writes no further page, so that an erased person cannot be read from
    // the remains.
    raw.pragma('secure_delete = FAST')
    // A log that grew in a big import is truncated. The part a backlog always needs (`checkpoint-wait.ts`) is kept:
    // truncating it costs the commit that restarts the log a tenth of a second, and the next commits have to allocate
    // the space again.
    raw.pragma('journal_size_limit = 167772160')
    raw.pragma('cache_size = -65536')
    const store: Store = { raw, orm: drizzle(raw) }
    migrateStore(store, { migrationsDir, backupDir })
    enableAutoVacuumOnce(raw)
    raw.pragma('foreign_keys = ON')
    raw.function('name_order', { deterministic: true }, (name: unknown) => nameOrder(String(name)))
    return store
  } catch (error) {
    raw?.close()
    throw isAccessDenied(error) ? new AppError('STORE_LOCKED', {}, { cause: error }) : asStoreError(error)
  }
}

/**
 * Whether a person, a sync program or a failing disk left nothing of the store. Opened, it would look like a first
 * start, whoever opted out would be unknown, and SQLite would delete the log that was left. Only a log or copies tell
 * it from a first start, or one that was interrupted.
 */
function isGone(file: string, backupDir: string): boolean {
  const sizeOf = (name: string) => fs.statSync(name, { throwIfNoEntry: false })?.size ?? 0
  if (sizeOf(file) > 0) return false
  if (sizeOf(`${file}-wal`) > 0) return true
  return fs.existsSync(backupDir) && fs.readdirSync(backupDir).some((name) => name.endsWith('.db'))
}

/** Whether another program's database has the store's name: Sendoff's tables do not belong in it. */
const isForeign = (raw: Database.Database): boolean =>
  !hasMigrationsTable(raw) && raw.prepare('select 1 from sqlite_schema').get() !== undefined

/** SQLite gives the files beside it the same permissions. Where the disk supports none, none are set. */
function restrictToOwner(file: string): void {
  try {
    fs.chmodSync(file, 0o600)
  } catch (error) {
    if (!isAccessDenied(error) && !['ENOTSUP', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error
  }
}

/** Whether the folder belongs to another user or is read-only, or its disk is not there (`ENOENT`). */
const isAccessDenied = (error: unknown): boolean =>
  ['EACCES', 'EPERM', 'EROFS', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')

/** Limit for rewriting a store at the start, which takes some seconds at this size. */
const MAX_BYTES = 512 * 1024 * 1024

/**
 * Rewrites, once, a store from which much was permanently deleted; from then on it releases space in small steps
 * (`release-free-pages.ts`). New stores do not start in this mode, because its bookkeeping makes every import a tenth
 * slower.
 */
function enableAutoVacuumOnce(raw: Database.Database): void {
  const [mode, pages, free, size] = ['auto_vacuum', 'page_count', 'freelist_count', 'page_size'].map(
    (name) => raw.pragma(name, { simple: true }) as number,
  ) as [number, number, number, number]
  if (mode !== 0 || free * 8 < pages || (pages - free) * size > MAX_BYTES) return
  try {
    raw.pragma('auto_vacuum = INCREMENTAL')
    raw.exec('vacuum')
  } catch {
    // There is no room for a copy, or another connection is reading: the store is intact, and the next start tries
    // again.
  }
}
