import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import { AppError, hasCode } from '#shared/errors.ts'
import type { Store } from '../deps.ts'
import { getComputerId } from './computer-id.ts'
import { removePartialCopies, removeSameCopies } from './leftover-copies.ts'
import { asStoreError } from './store-errors.ts'

/** As SQLite stores it in the schema. */
export const migrationsTableSql =
  'CREATE TABLE __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)'

/**
 * Migrates the store to this version, after making a copy beside it. Foreign keys are off during the migration (a table
 * rebuild would delete the children of its rows) and checked afterwards. A store of a newer Sendoff is refused and left
 * untouched.
 */
export function migrateStore(store: Store, dirs: { readonly migrationsDir: string; readonly backupDir: string }): void {
  const files = readMigrationFiles({ migrationsFolder: dirs.migrationsDir })
  const newestOfOurs = Math.max(...files.map((file) => file.folderMillis))
  const newestApplied = findNewestApplied(store)
  if (newestApplied !== null && newestApplied > newestOfOurs) throw new AppError('STORE_NEWER')
  if (newestApplied === newestOfOurs) return

  const copy = newestApplied === null ? null : backUp(store, dirs.backupDir)
  store.raw.pragma('foreign_keys = OFF')
  try {
    store.raw.transaction(() => migrate(store, files, newestApplied))()
  } catch (cause) {
    const known = asStoreError(cause)
    // The store is as before, and a copy of it from each try would fill the disk.
    if (copy !== null && !hasCode(known, 'STORE_CORRUPT')) fs.rmSync(copy, { force: true })
    throw known instanceof AppError ? known : new AppError('STORE_MIGRATION_FAILED', {}, { cause })
  }
}

/** Applies new migrations and checks foreign keys in one transaction, so that broken rows are never committed. */
function migrate({ raw }: Store, files: readonly MigrationMeta[], newestApplied: number | null): void {
  if (!hasMigrationsTable(raw)) raw.exec(migrationsTableSql)
  const applied = raw.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
  for (const { sql, hash, folderMillis } of files) {
    if (newestApplied !== null && folderMillis <= newestApplied) continue
    for (const statement of sql) raw.exec(statement)
    applied.run(hash, folderMillis)
  }
  const broken = raw.pragma('foreign_key_check') as unknown[]
  if (broken.length > 0) throw new AppError('STORE_MIGRATION_FAILED', { brokenRows: broken.length })
}

export const hasMigrationsTable = (raw: Store['raw']): boolean =>
  raw.prepare(`select 1 from sqlite_schema where name = '__drizzle_migrations'`).get() !== undefined

/** Null if none was applied. */
const findNewestApplied = ({ raw }: Store): number | null =>
  hasMigrationsTable(raw)
    ? (raw.prepare<[], number | null>('select max(created_at) from __drizzle_migrations').pluck().get() ?? null)
    : null

/** Returns the file. */
function backUp(store: Store, backupDir: string): string {
  fs.mkdirSync(backupDir, { recursive: true, mode: 0o700 })
  const computer = getComputerId(path.dirname(backupDir))
  removePartialCopies(backupDir, computer)
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
  const { bavail, bsize } = fs.statfsSync(backupDir)
  const needed = (store.raw.pragma('page_count', { simple: true }) as number) * 8192
  if (bavail * bsize < needed) throw new AppError('STORE_FULL')
  const file = path.join(backupDir, `sendoff-${stamp}-update-${computer}.db`)
  store.raw.prepare('vacuum into ?').run(`${file}.part`)
  fs.chmodSync(`${file}.part`, 0o600)
  assertCopyReadable(`${file}.part`)
  fs.renameSync(`${file}.part`, file)
  removeSameCopies(file, `-update-${computer}.db`)
  return file
}

/** Opens the copy and checks it completely; throws if it cannot be used. */
function assertCopyReadable(file: string): void {
  const copy = new Database(file, { readonly: true, fileMustExist: true })
  try {
    if (copy.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new AppError('STORE_CORRUPT')
  } finally {
    copy.close()
  }
}
