/** From a copy to the store: looked into first, prepared beside, then put in its place with the next opening. */
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { BackupPreview, RestoreProgress } from '#shared/contract/app/backups.ts'
import { AppError } from '#shared/errors.ts'
import { storeFileName } from '../../core/db/open.ts'
import { stageRestored } from '../../core/db/put-restored.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import { readErasedBeside } from '../people/erased-file.ts'
import { copyFacts, forgetOrigin, originOf } from './copy-facts.ts'
import { deletedSince, keepReceipts } from './deleted-since.ts'
import { freeBytesOf } from './disk-room.ts'
import { pauseEverything } from './pause-everything.ts'

export type RestoreParts = {
  readonly dataDir: string
  readonly migrationsDir: string
  readonly computer: string
  /** Epoch ms. */
  readonly at: number
}

/** What a copy holds. BACKUP_UNREADABLE for what is none, STORE_NEWER for one of a newer Sendoff. */
export function lookInto(file: string, parts: Omit<RestoreParts, 'at'>): BackupPreview {
  return withCopy(file, true, (raw) => {
    assertOurs(raw, parts.migrationsDir)
    const { clients, leads, events, origin } = copyFacts(raw)
    const count = (sql: string): number => {
      try {
        return raw.prepare(sql).pluck().get() as number
      } catch {
        // A table this copy’s version did not have.
        return 0
      }
    }
    const madeAt = origin?.at ?? null
    const otherComputer = origin !== null && origin.computer !== parts.computer
    return {
      path: file,
      madeAt,
      version: origin?.version ?? null,
      bytes: fs.statSync(file).size + (logOf(file) ?? 0),
      clients,
      leads,
      events,
      clientNames: raw
        .prepare(`select name from workspace where demo is null and archived_at is null order by id limit 50`)
        .pluck()
        .all() as string[],
      otherComputer,
      broughtBack: deletedSince(raw, { file, ...parts }).broughtBack,
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
 * Makes ready what takes the store’s place at its next opening. Until its last line nothing is changed. Reads and checks
 * all of the copy: for a thread that nobody waits for.
 */
export async function prepareRestore(
  file: string,
  parts: RestoreParts,
  progress: (at: RestoreProgress) => void = () => undefined,
): Promise<void> {
  const { dataDir } = parts
  const seen = lookInto(file, parts)
  // The store there is would be copied while it is written on.
  if (isSameFile(file, path.join(dataDir, storeFileName))) throw new AppError('BACKUP_UNREADABLE', nameOf(file))
  const at = new Date(parts.at).toISOString()
  const free = await freeBytesOf(dataDir)
  if (free !== null && free < seen.bytes * 1.1) throw new AppError('BACKUP_NO_SPACE', { neededMb: mbOf(seen.bytes) })
  removeUnfinished(dataDir)
  const prepared = path.join(dataDir, `restore-${randomBytes(4).toString('hex')}.part`)
  try {
    copyWhole(file, prepared, (share) => progress({ stage: 'copying', share }))
    // A store that was put aside where the app was killed has its newest rows in the log beside it.
    if (logOf(file) !== null) copyWhole(`${file}-wal`, `${prepared}-wal`, () => undefined)
    progress({ stage: 'checking', share: 1 })
    withCopy(prepared, false, (raw) => {
      assertOurs(raw, parts.migrationsDir)
      if (raw.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new AppError('BACKUP_UNREADABLE')
      raw.pragma('journal_mode = DELETE')
      raw.pragma('synchronous = FULL')
      const { madeAt, otherComputer } = seen
      const { broughtBack, receipts } = deletedSince(raw, { file, ...parts })
      const row = { at, madeAt, otherComputer, reconciled: [], released: [], broughtBack }
      pauseEverything(raw, row, readErasedBeside(file, originOf(raw)?.computer ?? parts.computer))
      keepReceipts(raw, receipts, at)
      forgetOrigin(raw)
    })
    stageRestored(dataDir, prepared, at.slice(0, 19).replaceAll(':', '-'))
  } catch (error) {
    for (const end of ['', '-wal', '-shm', '-journal']) fs.rmSync(prepared + end, { force: true })
    throw asStoreError(error)
  }
}

/** What an end cut off: a whole store in the clear, which nobody would ever look for. */
export function removeUnfinished(dataDir: string): void {
  for (const name of fs.readdirSync(dataDir))
    if (name.startsWith('restore-') && name.includes('.part')) fs.rmSync(path.join(dataDir, name), { force: true })
}

const pieceBytes = 8 * 1024 * 1024

/** At once where the disk can share the bytes of two files, else in pieces. */
function copyWhole(from: string, to: string, progress: (share: number) => void): void {
  try {
    fs.copyFileSync(from, to, fs.constants.COPYFILE_FICLONE_FORCE)
    fs.chmodSync(to, 0o600)
    return
  } catch {
    // Most file systems cannot.
  }
  const source = fs.openSync(from, 'r')
  const target = fs.openSync(to, 'w', 0o600)
  try {
    const { size } = fs.fstatSync(source)
    const piece = Buffer.allocUnsafe(pieceBytes)
    for (let done = 0; ; ) {
      const read = fs.readSync(source, piece, 0, pieceBytes, done)
      if (read === 0) break
      // A disk that is nearly full takes a part of a write without a word.
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

/** The bytes of a store’s log; null where it has none. */
function logOf(file: string): number | null {
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

export const mbOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1_048_576))

function withCopy<T>(file: string, readonly: boolean, work: (raw: Database.Database) => T): T {
  let raw: Database.Database | null = null
  try {
    // A pipe would be waited for.
    if (!fs.statSync(file).isFile()) throw new AppError('BACKUP_UNREADABLE', nameOf(file))
    raw = new Database(file, { readonly, fileMustExist: true })
    raw.pragma('trusted_schema = OFF')
    return work(raw)
  } catch (error) {
    if (error instanceof AppError) throw error
    const known = asStoreError(error)
    if (known instanceof AppError && known.code === 'STORE_FULL') throw known
    throw new AppError('BACKUP_UNREADABLE', nameOf(file), { cause: error })
  } finally {
    raw?.close()
  }
}

/** Before anything else is asked of a copy. */
function assertOurs(raw: Database.Database, migrationsDir: string): void {
  const migrations = readMigrationFiles({ migrationsFolder: migrationsDir })
  const kindOf = raw.prepare(`select type from sqlite_schema where name = '__drizzle_migrations'`).pluck()
  // A computed column would be worked out for the question that follows.
  const computed = raw.prepare(`select 1 from pragma_table_xinfo('__drizzle_migrations') where hidden <> 0`)
  if (kindOf.get() !== 'table' || computed.get()) throw new AppError('BACKUP_UNREADABLE')
  const newest = raw.prepare('select max(created_at) from __drizzle_migrations').pluck().get() as number | null
  if (newest === null) throw new AppError('BACKUP_UNREADABLE')
  if (newest > Math.max(...migrations.map((each) => each.folderMillis))) throw new AppError('STORE_NEWER')
  const made = migrations.filter((each) => each.folderMillis <= newest)
  assertWhole(
    raw,
    made.flatMap((each) => each.sql),
  )
}

/** Columns by table, with their type and key; and the names of indexes and triggers. */
const partsOfStore = `
  select m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk
    from sqlite_schema m, pragma_table_xinfo(m.name) c where m.type = 'table'
  union all select type || ' ' || name from sqlite_schema where type <> 'table'`

/** Each table as it was made, but for those of SQLite and of the migrations themselves. */
const tablesOfStore = `
  select sql from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name <> '__drizzle_migrations'`
const tablesIn = (raw: Database.Database): readonly string[] =>
  raw
    .prepare<[], string | null>(tablesOfStore)
    .pluck()
    .all()
    .map((sql) => (sql ?? '').replaceAll(/\s+/g, ' '))

/**
 * Views and triggers run where a table is only named, and an index of something computed with each row that is written: one
 * somebody put into a copy could count without an end, change rows long after, or let none be written. Indexes SQLite makes
 * for keys have no words.
 */
const runningOfStore = `
  select sql from sqlite_schema
   where type in ('trigger', 'view') or sql like 'create virtual%' or (type = 'index' and sql is not null)`
const runningIn = (raw: Database.Database): readonly (string | null)[] =>
  raw.prepare<[], string | null>(runningOfStore).pluck().all()

/**
 * A copy that lacks a table or a column would be opened, and fail at some screens long after. So it must have all that its
 * migrations made. Nor may it have more: a check would let no row in, a key would delete some, a column could count without
 * an end; so each table, and all that runs, is there word for word.
 */
function assertWhole(raw: Database.Database, migrations: readonly string[]): void {
  const model = new Database(':memory:')
  try {
    for (const sql of migrations) model.exec(sql)
    const runs = new Set(runningIn(model))
    if (runningIn(raw).some((sql) => !runs.has(sql))) throw new AppError('BACKUP_UNREADABLE')
    const has = new Set(raw.prepare<[], string>(partsOfStore).pluck().all())
    const wanted = model.prepare<[], string>(partsOfStore).pluck().all()
    const known = new Set(tablesIn(model))
    if (wanted.some((part) => !has.has(part)) || tablesIn(raw).some((sql) => !known.has(sql)))
      throw new AppError('BACKUP_UNREADABLE')
  } finally {
    model.close()
  }
}
