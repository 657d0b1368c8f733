/** Inspects and restores backups on the backup thread, as reading gigabytes must not block screens. */
import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { BackupPreview, RestoreProgress } from '#shared/contract/app/backups.ts'
import { AppError } from '#shared/errors.ts'
import { endThread } from '../../core/lib/native-threads.ts'
import { awaitBackupResult, type SpawnBackup } from './backup-orders.ts'
import type { RestoreParts } from './restore.ts'

export type RestorerParts = Omit<RestoreParts, 'at'> & {
  readonly now: () => number
  readonly changed: () => void
  /** Ends everything that runs and opens the restored store. */
  readonly restart: () => void
}

export type Restorer = ReturnType<typeof createRestorer>

export function createRestorer(spawn: SpawnBackup | null, parts: RestorerParts) {
  const { dataDir, migrationsDir, computer, now, changed, restart } = parts
  const threads = new Set<Worker>()
  let at: RestoreProgress | null = null
  let restoring: Promise<void> | null = null
  let isStopped = false

  async function runOnThread<Kind extends 'look' | 'restore'>(kind: Kind, file: string, progress = ignoreProgress) {
    await assertDatabaseFile(file)
    if (!spawn) throw new AppError('INTERNAL')
    if (isStopped) throw new AppError('CANCELLED')
    const thread = spawn({ kind, file, dataDir, migrationsDir, computer, at: now() })
    threads.add(thread)
    try {
      return await awaitBackupResult(thread, kind, progress)
    } catch (error) {
      if (isStopped) throw new AppError('CANCELLED')
      throw error
    } finally {
      threads.delete(thread)
    }
  }

  function show(next: RestoreProgress | null): void {
    const before = at
    at = next
    const isSeen = (one: RestoreProgress | null) => one && `${one.stage} ${Math.floor(one.share * 100)}`
    if (!isStopped && isSeen(before) !== isSeen(next)) changed()
  }

  async function restoreAndRestart(file: string): Promise<void> {
    show({ stage: 'copying', share: 0 })
    try {
      await runOnThread('restore', file, show)
      restart()
    } finally {
      show(null)
    }
  }

  return {
    /** Progress of the restore; null if none is running. */
    progress: (): RestoreProgress | null => at,
    look: (file: string): Promise<BackupPreview> => runOnThread('look', file),
    /** Returns the restore in progress if there is one. */
    restore: (file: string): Promise<void> => {
      restoring ??= restoreAndRestart(file).finally(() => {
        restoring = null
      })
      return restoring
    },
    async stop(): Promise<void> {
      isStopped = true
      await Promise.all([...threads].map(endThread))
    },
  }
}

const ignoreProgress = (_at: RestoreProgress): void => undefined

const sqliteHeader = 'SQLite format 3\0'

/** Rejects most files that are not databases by their first bytes, without a thread. Reading a pipe would block. */
async function assertDatabaseFile(file: string): Promise<void> {
  const isOne = await stat(file)
    .then((found) => found.isFile() && fileBeginsWith(file, sqliteHeader))
    .catch(() => false)
  if (!isOne) throw new AppError('BACKUP_UNREADABLE', { file: path.basename(file) })
}

async function fileBeginsWith(file: string, wanted: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted.length), 0, wanted.length, 0)
    return buffer.toString('latin1', 0, bytesRead) === wanted
  } finally {
    await handle.close()
  }
}
