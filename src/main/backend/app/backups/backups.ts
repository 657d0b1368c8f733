/** Backups of the store: scheduled and on demand, where they are stored, and which are kept. */
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { BackupCopy, BackupEnd, BackupSettings, ReplacedStore } from '#shared/contract/app/backups.ts'
import { AppError } from '#shared/errors.ts'
import { isDateTrusted } from '../../clients/settings/date-trust.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import { getComputerId } from '../../core/db/computer-id.ts'
import { freezeStoreFileFor, storeFileDescriptor } from '../../core/db/freeze-store-file.ts'
import { removePartialCopies } from '../../core/db/leftover-copies.ts'
import { storeFileName } from '../../core/db/open.ts'
import { createReaderControl, type ReaderThread } from '../../core/db/read-together.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import { endThread } from '../../core/lib/native-threads.ts'
import { asSaveError } from '../../core/lib/save-errors.ts'
import { clientRemovals } from '../client-data/removal-store.ts'
import { writeErasedWithCopies } from '../people/erased-file.ts'
import { nextCopyAt } from './backup-clock.ts'
import {
  copyName,
  findOutdatedCopies,
  listCopies,
  listReplacedStores,
  removeExpiredReplaced,
  removeStoreFolder,
  toBackupCopy,
  tryRead,
} from './backup-files.ts'
import { awaitBackupResult, type SpawnBackup } from './backup-orders.ts'
import { forgetOrigin } from './copy-facts.ts'
import { writeCopyLists } from './copy-lists.ts'
import { freeBytesOf } from './disk-room.ts'
import { findEarlierCopies } from './earlier-copies.ts'
import { removeUnfinished, toMegabytes } from './restore.ts'

const startAfterMs = 60_000
/** Delay after a failure, as a missing disk may be back by then. */
const retryMs = 3_600_000

const backupSetting: Setting<BackupSettings & { folder: string | null; earlier?: readonly string[] | undefined }> = {
  key: 'backup.settings',
  shape: z.object({
    daily: z.boolean(),
    hour: z.number().int().min(0).max(23),
    folder: z.string().nullable(),
    /** Previously chosen folders, which may still contain backups. */
    earlier: z.array(z.string()).optional(),
  }),
  fallback: { daily: true, hour: 3, folder: null },
}

type LastBackupRun = BackupEnd & { readonly kind: 'daily' | 'hand' }
const lastBackupSetting: Setting<LastBackupRun | null> = {
  key: 'backup.last',
  // `code` was written by Sendoff.
  shape: z
    .object({
      at: z.string(),
      kind: z.enum(['daily', 'hand']),
      problem: z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
      clients: z.number(),
      leads: z.number(),
      events: z.number(),
    })
    .nullable() as unknown as z.ZodType<LastBackupRun | null>,
  fallback: null,
}

export const defaultFolder = (dataDir: string): string => path.join(dataDir, 'backups')

export type Backups = ReturnType<typeof createBackups>

export function createBackups(deps: Deps, spawn: SpawnBackup | null) {
  const { store, clock, config } = deps
  const { dataDir } = config.paths
  const log = deps.log('backup')
  const computer = getComputerId(dataDir)
  let running: { readonly work: Promise<LastBackupRun>; share: number; thread: Worker | null } | null = null
  let stopped = false
  let hasLooked = false
  removeUnfinished(dataDir)
  // For stores that earlier versions restored.
  forgetOrigin(store.raw)

  const settings = () => getSetting(store, 'app', backupSetting)
  const last = () => getSetting(store, 'app', lastBackupSetting)
  const folder = () => settings().folder ?? defaultFolder(dataDir)
  /** All folders backups were made in, the current one first. Those before an update are always in the data folder. */
  const places = (): ReadonlySet<string> => new Set([folder(), defaultFolder(dataDir), ...(settings().earlier ?? [])])
  const copiesAt = (place: string) => tryRead(() => listCopies(place, place === defaultFolder(dataDir)))
  const allCopies = () =>
    [...places()].flatMap((place) => copiesAt(place) ?? []).toSorted((a, b) => b.at.localeCompare(a.at))

  function nextAt(): number | null {
    const { daily, hour } = settings()
    if (!daily) return null
    return nextCopyAt({ hour, last: lastDaily(), now: clock.now() })
  }

  /** A failed backup counts for an hour only, as a missing disk may be back by then. */
  function lastDaily(): number | null {
    const end = last()
    if (!end) return null
    return end.problem === null ? Date.parse(end.at) : null
  }

  async function make(kind: 'daily' | 'hand', of: NonNullable<typeof running>): Promise<LastBackupRun> {
    let at = new Date(clock.now()).toISOString()
    const run = deps.jobs.begin('backup', null)
    try {
      if (!spawn) throw new AppError('INTERNAL')
      const place = await prepareFolder()
      const targetAt = (moment: string) => path.join(place, copyName(Date.parse(moment), kind, computer))
      // Names contain the time to the second: a backup must not replace another one made in the same second.
      while (fs.existsSync(targetAt(at))) at = new Date(Date.parse(at) + 1_000).toISOString()
      const target = targetAt(at)
      const moment = new SharedArrayBuffer(4)
      const thread = spawn({
        kind: 'copy',
        storePath: path.join(dataDir, storeFileName),
        fd: storeFileDescriptor(store.raw),
        moment,
        target,
        origin: { computer, version: config.appVersion, at },
        afterOthers: true,
      })
      of.thread = thread
      once(thread, 'message').then(
        () => freezeStoreFor(createReaderControl(moment)),
        () => undefined,
      )
      const facts = await awaitBackupResult(thread, 'copy', ({ share }) => {
        const before = Math.floor(of.share * 100)
        of.share = share
        if (Math.floor(share * 100) > before) deps.changed('backups')
      })
      removeOutdated()
      updateCopyLists()
      removeOldReplaced()
      const end = { at, kind, problem: null, clients: facts.clients, leads: facts.leads, events: facts.events }
      setSetting(store, 'app', lastBackupSetting, end, clock.now())
      run.done({ items: facts.leads })
      return end
    } catch (thrown) {
      if (stopped) {
        run.cancelled()
        throw new AppError('CANCELLED')
      }
      const error = asBackupError(thrown)
      log.warn('no copy was made', {
        code: error.code,
        reason: error.cause instanceof Error ? error.cause.message : '',
      })
      run.failed(error)
      const before = last()
      if (before?.problem?.code !== error.code) tell()
      const problem = { code: error.code, data: error.data }
      const figures = { clients: before?.clients ?? 0, leads: before?.leads ?? 0, events: before?.events ?? 0 }
      setSetting(store, 'app', lastBackupSetting, { at, kind, problem, ...figures }, clock.now())
      throw error
    }
  }

  /** The thread copies bytes if the store's file can be kept unchanged, and pages if other readers never pause. */
  async function freezeStoreFor(thread: ReaderThread): Promise<void> {
    try {
      if (await freezeStoreFileFor(store.raw, thread, 20)) thread.goOn()
      else thread.goAlone()
    } catch (error) {
      log.info('the store does not hold still for a copy', { error: String(error) })
      thread.goAlone()
    }
  }

  function tell(): void {
    void deps.host
      .notify({ kind: 'job_failed', job: 'backup', client: null, route: '/settings/backups' })
      .catch((error: unknown) => log.info('notice not shown', { error: String(error) }))
  }

  /** Returns the folder, after checking that it has room for another backup. */
  async function prepareFolder(): Promise<string> {
    const place = folder()
    // A folder the operator chose is never created: if its disk is missing, the folder would be created at the mount
    // point instead.
    if (settings().folder === null) fs.mkdirSync(place, { recursive: true, mode: 0o700 })
    if (!fs.existsSync(place)) throw new AppError('BACKUP_FOLDER_GONE', { folder: place })
    removePartial()
    const needed = storeBytes() * 1.05
    const free = await freeBytesOf(place)
    if (free !== null && free < needed) {
      throw new AppError('BACKUP_NO_SPACE', { neededMb: toMegabytes(needed), freeMb: Math.floor(free / 1_048_576) })
    }
    return place
  }

  function removeOutdated(): void {
    for (const copy of findOutdatedCopies(allCopies(), computer, clock.now()))
      tryRead(() => fs.rmSync(copy.path, { force: true }))
  }

  /** Unfinished backups contain personal data too, and nobody would ever look for them. */
  function removePartial(): void {
    for (const place of places()) tryRead(() => removePartialCopies(place, computer))
  }

  function removeAll(files: readonly string[], remove: (file: string) => void): void {
    for (const file of files) {
      try {
        remove(file)
      } catch (error) {
        throw asSaveError(error, path.dirname(file))
      } finally {
        deps.changed('backups')
      }
    }
  }
  const removeCopies = (files: readonly string[]) => removeAll(files, (file) => fs.rmSync(file, { force: true }))

  /** Writes to the folders what a restore elsewhere must know: whom a backup would bring back. */
  function updateCopyLists(): void {
    const where = { folders: places(), computer }
    writeErasedWithCopies(dataDir, where)
    writeCopyLists(where, 'deleted', clientRemovals(store))
  }

  const storeBytes = (): number =>
    ['', '-wal'].reduce(
      (sum, end) => sum + (fs.statSync(path.join(dataDir, storeFileName + end), { throwIfNoEntry: false })?.size ?? 0),
      0,
    )

  /** Returns the backup in progress if there is one. */
  function start(kind: 'daily' | 'hand'): Promise<LastBackupRun> {
    if (running) return running.work
    const mine = { work: Promise.resolve(null as never), share: 0, thread: null as Worker | null }
    running = mine
    const work = make(kind, mine).finally(() => {
      running = null
      if (!stopped) deps.changed('backups')
    })
    Object.assign(mine, { work })
    deps.changed('backups')
    return work
  }

  function removeOldReplaced(): void {
    try {
      if (isDateTrusted(deps)) removeExpiredReplaced(defaultFolder(dataDir), clock.now())
    } catch (error) {
      log.info('a replaced store was not removed', { error: String(error) })
    }
  }

  const job = deps.background.defineJob<'daily'>({
    kind: 'backup',
    network: false,
    waitsMs: [retryMs],
    // It sends nothing over the network.
    whilePaused: true,
    // Manual backups are reported as runs too.
    reportsItself: true,
    next({ why, now }) {
      if (why === 'start') return { due: [], at: now + startAfterMs }
      removeOldReplaced()
      // Once per start: only the end of the app leaves one behind, and the folder may be on a slow network drive.
      if (!hasLooked && !running) removePartial()
      hasLooked = true
      const at = nextAt()
      return { due: at !== null && at <= now ? ['daily'] : [], at }
    },
    of: (kind) => ({ key: kind, client: null }),
    async run(kind) {
      await start(kind)
      return { end: 'done' }
    },
    places: () => [{ workspaceId: null, nextAt: nextAt(), held: settings().daily ? null : 'off' }],
    runNow: () => start('hand'),
  })

  return {
    computer,
    settings,
    folder,
    start,
    last: (): BackupEnd | null => last(),
    nextAt,
    share: (): number | null => running?.share ?? null,
    /** Null if the folder cannot be read. */
    copies: (): readonly BackupCopy[] | null => (copiesAt(folder()) === null ? null : allCopies().map(toBackupCopy)),
    /** Describes which backups still contain data that is erased from the store now. */
    earlier() {
      const found = [...places()].map((place) => ({ folder: place, copies: copiesAt(place) }))
      const all = {
        copies: found.flatMap(({ copies }) => copies ?? []),
        unread: found.flatMap((of) => (of.copies === null ? [of.folder] : [])),
        replaced: listReplacedStores(defaultFolder(dataDir)),
      }
      const { daily } = settings()
      const now = clock.now()
      return (before = now) => findEarlierCopies(all, { daily, computer, before, now })
    },
    tellCopies: updateCopyLists,
    /** Throws NOT_FOUND if it is not one of the listed backups. */
    remove(file: string): void {
      if (!allCopies().some((copy) => copy.path === file)) throw new AppError('NOT_FOUND', { what: 'copy' })
      removeCopies([file])
    },
    /** Makes a new backup, then removes all others of this computer that can be read. */
    async replaceEarlier(): Promise<BackupEnd> {
      await running?.work.catch(() => undefined)
      const end = await start('hand')
      // Compared by name, not by age: a clock that was set back makes an older backup look newer.
      const made = path.basename(copyName(Date.parse(end.at), end.kind, computer))
      const own = allCopies().filter((copy) => copy.computer === computer)
      const others = own.filter((copy) => path.basename(copy.path) !== made)
      // Its disk disappeared just now, so the existing backups may be the only ones.
      if (others.length === own.length) throw new AppError('BACKUP_FOLDER_GONE', { folder: folder() })
      removeCopies(others.map((one) => one.path))
      removeAll(
        listReplacedStores(defaultFolder(dataDir)).map((one) => one.path),
        removeStoreFolder,
      )
      return end
    },
    replaced: (): readonly ReplacedStore[] =>
      listReplacedStores(defaultFolder(dataDir)).map(({ at, goesAt, bytes }) => ({ at, goesAt, bytes })),
    save(wanted: BackupSettings): void {
      setSetting(store, 'app', backupSetting, { ...settings(), ...wanted }, clock.now())
      job.look()
    },
    moveTo(place: string | null): void {
      const mayHold = (one: string) => copiesAt(one)?.length !== 0
      const earlier = [...places()].filter((one) => one !== place && one !== defaultFolder(dataDir) && mayHold(one))
      setSetting(store, 'app', backupSetting, { ...settings(), folder: place, earlier }, clock.now())
    },
    async stop(): Promise<void> {
      stopped = true
      const thread = running?.thread
      const work = running?.work
      if (thread) await endThread(thread)
      await work?.catch(() => undefined)
    },
  }
}

/** System errors of a folder that exists and cannot be written to. */
const refusals: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS'])

/** Converts an error to one the operator can be shown. */
export function asBackupError(thrown: unknown): AppError {
  const error = asStoreError(thrown)
  if (error instanceof AppError) {
    if (error.code === 'STORE_FULL') return new AppError('BACKUP_NO_SPACE', {}, { cause: thrown })
    if (error.code.startsWith('BACKUP_')) return error
  }
  const { code } = thrown as { code?: unknown }
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError('BACKUP_FOLDER_GONE', {}, { cause: thrown })
  if (refusals.has(code)) return new AppError('BACKUP_FOLDER_REFUSED', {}, { cause: thrown })
  const reason = typeof code === 'string' ? code : error instanceof AppError ? error.code : 'unknown'
  return new AppError('BACKUP_FAILED', { reason }, { cause: thrown })
}
