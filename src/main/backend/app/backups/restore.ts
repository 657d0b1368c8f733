/** Restores a backup: inspects it, prepares a copy next to the store, and replaces the store at its next opening. */
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { BackupPreview, RestoreProgress } from '#shared/contract/app/backups.ts'
import { AppError, hasCode } from '#shared/errors.ts'
import { stageRestoredStore } from '../../core/db/install-restored.ts'
import { migrationsTableSql } from '../../core/db/migrate.ts'
import { storeFileName } from '../../core/db/open.ts'
import { readSettingRow, writeSettingRow } from '../../core/db/setting-rows.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { forgetReportPaths } from '../client-data/forget-report-paths.ts'
import { readErasedWithCopies } from '../people/erased-file.ts'
import { isInside } from './backup-files.ts'
import { type CopyOrigin, forgetOrigin, readCopyFacts, readOrigin } from './copy-facts.ts'
import { addReceipts, findDeletedSince } from './deleted-since.ts'
import { freeBytesOf } from './disk-room.ts'
import { pauseEverything } from './pause-everything.ts'

export type RestoreParts = {
  readonly dataDir: string
  readonly migrationsDir: string
  readonly computer: string
  /** Epoch ms. */
  readonly at: number
}

/** Summarises a backup. Throws BACKUP_UNREADABLE if it is not one, STORE_NEWER for one of a newer Sendoff. */
export function previewBackup(file: string, parts: Omit<RestoreParts, 'at'>): BackupPreview {
  return withCopy(file, true, (raw) => {
    assertSendoffStore(raw, parts.migrationsDir)
    const { clients, leads, events, origin } = readCopyFacts(raw)
    const count = (sql: string): number => {
      try {
        return raw.prepare(sql).pluck().get() as number
      } catch {
        // A table that did not exist in the backup's version.
        return 0
      }
    }
    const madeAt = origin?.at ?? null
    const otherComputer = origin !== null && origin.computer !== parts.computer
    return {
      path: file,
      madeAt,
      version: origin?.version ?? null,
      bytes: fs.statSync(file).size + (logSizeOf(file) ?? 0),
      clients,
      leads,
      events,
      clientNames: raw
        .prepare(`select name from workspace where demo is null and archived_at is null order by id limit 50`)
        .pluck()
        .all() as string[],
      otherComputer,
      broughtBack: findDeletedSince(raw, { file, ...parts }).broughtBack,
      keys: count(
        `select count(*) from api_key where removed_at is null and cipher is not null and protection = 'keyring'`,
      ),
      openExports: count(
        `select count(*) from export_run where state in ('preparing', 'running', 'waiting', 'paused')`,
      ),
      openReplies: count(`select count(*) from inbox_send where state in ('pending', 'sent', 'unclear')`),
      openDeliveries: count(`select count(*) from crm_delivery where state in ('waiting', 'sending')`),
      openMoves: count(`select count(*) from subsequence_move where state in ('running', 'held')`),
    }
  })
}

/**
 * Prepares the file that replaces the store at its next opening. Nothing is changed before its last line. Reads and
 * checks the whole backup, so it must run in a thread nobody waits for.
 */
export async function prepareRestore(
  file: string,
  parts: RestoreParts,
  progress: (at: RestoreProgress) => void = () => undefined,
): Promise<void> {
  const { dataDir } = parts
  const seen = previewBackup(file, parts)
  // The current store would be copied while it is being written to.
  if (isSameFile(file, path.join(dataDir, storeFileName))) throw new AppError('BACKUP_UNREADABLE', nameOf(file))
  const at = new Date(parts.at).toISOString()
  const free = await freeBytesOf(dataDir)
  if (free !== null && free < seen.bytes * 1.1)
    throw new AppError('BACKUP_NO_SPACE', { neededMb: toMegabytes(seen.bytes) })
  removeUnfinished(dataDir)
  const prepared = path.join(dataDir, `restore-${randomBytes(4).toString('hex')}.part`)
  try {
    copyFileWithProgress(file, prepared, (share) => progress({ stage: 'copying', share }))
    // If the app was killed, the newest rows of a replaced store are in the log next to it.
    if (logSizeOf(file) !== null) copyFileWithProgress(`${file}-wal`, `${prepared}-wal`, () => undefined)
    progress({ stage: 'checking', share: 1 })
    withCopy(prepared, false, (raw) => {
      assertSendoffStore(raw, parts.migrationsDir)
      if (raw.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new AppError('BACKUP_UNREADABLE')
      raw.pragma('journal_mode = DELETE')
      raw.pragma('synchronous = FULL')
      const { madeAt, otherComputer } = seen
      const { broughtBack, receipts } = findDeletedSince(raw, { file, ...parts })
      const row = { at, madeAt, otherComputer, copiedFolder: false, reconciled: [], released: [], broughtBack }
      pauseEverything(raw, row, readErasedWithCopies(file, readOrigin(raw)?.computer ?? parts.computer))
      addReceipts(raw, receipts, at)
      if (otherComputer) removeKeyringKeys(raw, at)
      if (!isOfThisComputer(file, readOrigin(raw), parts)) forgetPaths(raw, at)
      forgetOrigin(raw)
    })
    stageRestoredStore(dataDir, prepared, at.slice(0, 19).replaceAll(':', '-'))
  } catch (error) {
    for (const end of ['', '-wal', '-shm', '-journal']) fs.rmSync(prepared + end, { force: true })
    throw asStoreError(error)
  }
}

/** Keys that the keyring of another computer protects cannot be decrypted here. */
function removeKeyringKeys(raw: Database.Database, at: string): void {
  raw
    .prepare(`update api_key set cipher = null, removed_at = ? where protection = 'keyring' and removed_at is null`)
    .run(at)
}

/** A copy made before an update does not say where it is from, nor does a replaced store; both are in the data folder. */
const isOfThisComputer = (file: string, origin: CopyOrigin | null, { computer, dataDir }: RestoreParts): boolean =>
  origin ? origin.computer === computer : isInside(dataDir, file)

/**
 * Removes what names files and folders of another computer. Here the next backup could go to whoever made the copy, and
 * a file of this computer could be opened or passed on.
 */
function forgetPaths(raw: Database.Database, at: string): void {
  if (raw.prepare(`select 1 from sqlite_schema where name = 'report_made'`).get()) forgetReportPaths(raw, null)
  const without = { 'backup.settings': { folder: null, earlier: [] }, 'ui-state': { openFiles: [] } }
  for (const [key, nothing] of Object.entries(without)) {
    // Parsed as it will be read: SQLite takes the first of two equal names, and JavaScript the last.
    const value = parseJson(readSettingRow(raw, 0, key) ?? 'null')
    if (value) writeSettingRow(raw, 0, key, { ...value, ...nothing }, at)
  }
}

/** Removes what an interrupted restore left: an entire unencrypted store that nobody would ever look for. */
export function removeUnfinished(dataDir: string): void {
  for (const name of fs.readdirSync(dataDir))
    if (name.startsWith('restore-') && name.includes('.part')) fs.rmSync(path.join(dataDir, name), { force: true })
}

const pieceBytes = 8 * 1024 * 1024

/** Instant if the file system can share the bytes of two files, otherwise in pieces. */
function copyFileWithProgress(from: string, to: string, progress: (share: number) => void): void {
  try {
    fs.copyFileSync(from, to, fs.constants.COPYFILE_FICLONE_FORCE)
    fs.chmodSync(to, 0o600)
    return
  } catch {
    // Most file systems cannot share bytes.
  }
  const source = fs.openSync(from, 'r')
  const target = fs.openSync(to, 'w', 0o600)
  try {
    const { size } = fs.fstatSync(source)
    const piece = Buffer.allocUnsafe(pieceBytes)
    for (let done = 0; ; ) {
      const read = fs.readSync(source, piece, 0, pieceBytes, done)
      if (read === 0) break
      // On a nearly full disk a write may be partial without an error.
      for (let written = 0; written < read; )
        written += fs.writeSync(target, piece, written, read - written, done + written)
      done += read
      progress(size === 0 ? 1 : Math.min(1, done / size))
    }
  } finally {
    fs.closeSync(source)
    fs.closeSync(target)
  }
}

/** The size of a store's log in bytes; null if it has none. */
function logSizeOf(file: string): number | null {
  const log = fs.statSync(`${file}-wal`, { throwIfNoEntry: false })
  return log?.isFile() && log.size > 0 ? log.size : null
}

function isSameFile(one: string, other: string): boolean {
  try {
    return fs.realpathSync(one) === fs.realpathSync(other)
  } catch {
    return false
  }
}

const nameOf = (file: string) => ({ file: path.basename(file) })

export const toMegabytes = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1_048_576))

function withCopy<T>(file: string, readonly: boolean, work: (raw: Database.Database) => T): T {
  let raw: Database.Database | null = null
  try {
    // Reading a pipe would block.
    if (!fs.statSync(file).isFile()) throw new AppError('BACKUP_UNREADABLE', nameOf(file))
    raw = new Database(file, { readonly, fileMustExist: true })
    raw.pragma('trusted_schema = OFF')
    return work(raw)
  } catch (error) {
    if (error instanceof AppError) throw error
    const known = asStoreError(error)
    if (hasCode(known, 'STORE_FULL')) throw known
    throw new AppError('BACKUP_UNREADABLE', nameOf(file), { cause: error })
  } finally {
    raw?.close()
  }
}

/** Must run before any other query on the backup. */
function assertSendoffStore(raw: Database.Database, migrationsDir: string): void {
  const migrations = readMigrationFiles({ migrationsFolder: migrationsDir })
  const definition = raw.prepare(`select sql from sqlite_schema where name = '__drizzle_migrations'`).pluck()
  // One of its own could prevent later migrations, or never end when it is read.
  if (definition.get() !== migrationsTableSql) throw new AppError('BACKUP_UNREADABLE')
  const newest = raw.prepare('select max(created_at) from __drizzle_migrations').pluck().get() as number | null
  if (newest === null) throw new AppError('BACKUP_UNREADABLE')
  if (newest > Math.max(...migrations.map((each) => each.folderMillis))) throw new AppError('STORE_NEWER')
  const made = migrations.filter((each) => each.folderMillis <= newest)
  assertSchemaMatches(
    raw,
    made.flatMap((each) => each.sql),
  )
  assertRowNumbers(raw)
}

/** Emails have the highest numbers: their time in milliseconds by 1,024. */
const maxRowNumber = 2 ** 53 - 2 ** 50

/** Behind the highest number SQLite gives none or any at random, so later rows of the table could not be added. */
function assertRowNumbers(raw: Database.Database): void {
  const numbered = raw
    .prepare<[], string>(
      `select t.name from pragma_table_list t, pragma_table_info(t.name) c
        where t.schema = 'main' and t.type = 'table' and c.name = 'id' and c.pk = 1 and lower(c.type) = 'integer'`,
    )
    .pluck()
    .all()
  const highest = [
    'select max(seq) from sqlite_sequence',
    ...numbered.map((table) => `select max(id) from "${table}"`),
  ].map((sql) => raw.prepare<[], unknown>(sql).pluck().get() ?? 0)
  if (highest.some((number) => typeof number !== 'number' || number > maxRowNumber))
    throw new AppError('BACKUP_UNREADABLE')
}

/** Columns by table, with their type and key, and the names of indexes and triggers. */
const schemaPartsSql = `
  select m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk
    from sqlite_schema m, pragma_table_xinfo(m.name) c where m.type = 'table'
  union all select type || ' ' || name from sqlite_schema where type <> 'table'`

/** The definition of each table, except SQLite's own and the migrations table. */
const tableDefinitionsSql = `
  select sql from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name <> '__drizzle_migrations'`
const tableDefinitionsOf = (raw: Database.Database): readonly string[] =>
  raw
    .prepare<[], string | null>(tableDefinitionsSql)
    .pluck()
    .all()
    .map((sql) => (sql ?? '').replaceAll(/\s+/g, ' '))

/**
 * Everything that executes: views and triggers run when a table is used, and an index on an expression with each row
 * written. One planted in a backup could loop forever, change rows much later, or prevent writes. Indexes SQLite
 * creates for keys have no SQL text.
 */
const executableSchemaSql = `
  select sql from sqlite_schema
   where type in ('trigger', 'view') or sql like 'create virtual%' or (type = 'index' and sql is not null)`
const executableSchemaOf = (raw: Database.Database): readonly (string | null)[] =>
  raw.prepare<[], string | null>(executableSchemaSql).pluck().all()

/**
 * Checks the schema word for word against what the migrations create. A backup without a table or column would open and
 * fail on some screens much later. One with additions could reject rows by a check, delete some by a key, or loop
 * forever in a generated column.
 */
function assertSchemaMatches(raw: Database.Database, migrations: readonly string[]): void {
  const model = new Database(':memory:')
  try {
    for (const sql of migrations) model.exec(sql)
    const runs = new Set(executableSchemaOf(model))
    if (executableSchemaOf(raw).some((sql) => !runs.has(sql))) throw new AppError('BACKUP_UNREADABLE')
    const has = new Set(raw.prepare<[], string>(schemaPartsSql).pluck().all())
    const wanted = model.prepare<[], string>(schemaPartsSql).pluck().all()
    const known = new Set(tableDefinitionsOf(model))
    if (wanted.some((part) => !has.has(part)) || tableDefinitionsOf(raw).some((sql) => !known.has(sql)))
      throw new AppError('BACKUP_UNREADABLE')
  } finally {
    model.close()
  }
}
