import { mkdtemp, rmdir } from 'node:fs/promises'
import path from 'node:path'
import type { BackupState, backups } from '#shared/contract/app/backups.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { BackendConfig, Host } from '#shared/host.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import { isInside, listCopies, toBackupCopy, tryRead } from './backup-files.ts'
import { asBackupError, type Backups, defaultFolder } from './backups.ts'
import { freeBytesOf } from './disk-room.ts'
import type { PausedAfterRestore } from './paused-after-restore.ts'
import type { Restorer } from './restorer.ts'

type Parts = {
  readonly config: BackendConfig
  readonly host: Host
  readonly restorer: Restorer
}

export function backupRoutes(made: Backups, held: PausedAfterRestore, parts: Parts): Handlers<typeof backups> {
  const { config, host } = parts
  return {
    ...withoutStore(parts),
    'backups.state': async () => ({
      settings: { daily: made.settings().daily, hour: made.settings().hour },
      folder: made.folder(),
      isDefaultFolder: made.settings().folder === null,
      freeBytes: await freeBytesOf(made.folder()),
      copies: made.copies(),
      replaced: made.replaced(),
      last: made.last(),
      nextAt: isoOrNull(made.nextAt()),
      running: made.share(),
      restoring: parts.restorer.progress(),
      restored: held.shown(),
    }),
    'backups.restored': () => held.since(),
    'backups.save': (settings) => made.save(settings),
    'backups.chooseFolder': async ({ reset }) => {
      const place = reset ? null : await host.choosePlace('folder')
      if (!reset && place === null) return { chosen: false }
      // Inside the data folder only the default folder is allowed: everything else there belongs to the store.
      if (place !== null && isInside(config.paths.dataDir, place)) throw new AppError('BACKUP_FOLDER_INSIDE')
      if (place !== null) await tryFolder(place)
      made.moveTo(place)
      return { chosen: true }
    },
    'backups.start': () => made.start('hand'),
    'backups.earlier': () => made.earlier()(),
    'backups.remove': ({ path: file }) => made.remove(file),
    'backups.replaceEarlier': () => made.replaceEarlier(),
    'backups.reconcile': () => void held.reconcile(),
    'backups.release': ({ item }) => held.release(item),
    'backups.drop': ({ kind, id }) => held.drop(kind, id),
  }
}

/** Throws BACKUP_FOLDER_REFUSED, BACKUP_FOLDER_GONE or BACKUP_NO_SPACE if nothing can be written to a folder. */
async function tryFolder(folder: string): Promise<void> {
  try {
    await rmdir(await mkdtemp(path.join(folder, '.sendoff-')))
  } catch (error) {
    throw asBackupError(error)
  }
}

type StorelessRoutes = 'backups.state' | 'backups.look' | 'backups.chooseFile' | 'backups.restore'

/** What works when the store cannot be opened: listing backups and restoring one. */
export function storelessBackupRoutes(parts: Parts): Pick<Handlers<typeof backups>, StorelessRoutes> {
  const { dataDir } = parts.config.paths
  const folder = defaultFolder(dataDir)
  return {
    ...withoutStore(parts),
    'backups.state': async (): Promise<BackupState> => ({
      settings: { daily: true, hour: 3 },
      folder,
      isDefaultFolder: true,
      freeBytes: await freeBytesOf(folder),
      copies: tryRead(() => listCopies(folder, true).map(toBackupCopy)),
      replaced: [],
      last: null,
      nextAt: null,
      running: null,
      restoring: parts.restorer.progress(),
      restored: null,
    }),
  }
}

function withoutStore({
  host,
  restorer,
}: Parts): Pick<Handlers<typeof backups>, 'backups.look' | 'backups.chooseFile' | 'backups.restore'> {
  return {
    'backups.look': ({ path: file }) => restorer.look(file),
    'backups.chooseFile': async () => {
      const [file] = await host.chooseOpenPaths()
      return file === undefined ? null : restorer.look(file)
    },
    'backups.restore': ({ path: file }) => restorer.restore(file),
  }
}
