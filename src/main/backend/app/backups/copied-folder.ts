/**
 * A data folder that was copied to another computer by hand, or from a backup of that computer's disk, continues like a
 * copy restored there: nothing leaves before it was compared with Instantly and resumed, as the original may be in use.
 */
import fs from 'node:fs'
import path from 'node:path'
import { copiedFolderAt, isCopiedFolder, renewComputerId } from '../../core/db/computer-id.ts'
import { storeFileName } from '../../core/db/open.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Store } from '../../core/deps.ts'
import { pauseEverything } from './pause-everything.ts'

/** Called before the store is opened, which changes its time. Returns what is to be done once it is open. */
export function findCopiedFolder(dataDir: string): (store: Store, now: number) => void {
  if (!isCopiedFolder(dataDir)) return () => undefined
  const copiedAt = copiedFolderAt(dataDir, () =>
    Math.max(
      ...['', '-wal'].map(
        (end) => fs.statSync(path.join(dataDir, storeFileName + end), { throwIfNoEntry: false })?.mtimeMs ?? 0,
      ),
    ),
  )
  return ({ raw }, now) => {
    const at = new Date(now).toISOString()
    const madeAt = new Date(copiedAt).toISOString()
    const row = { at, madeAt, otherComputer: true, copiedFolder: true, reconciled: [], released: [], broughtBack: [] }
    const isUsed = raw.prepare('select 1 from workspace where demo is null and archived_at is null').get() !== undefined
    try {
      if (isUsed) pauseEverything(raw, row, [])
    } catch (error) {
      raw.close()
      throw asStoreError(error)
    }
    // Only now: if the app is killed before, the next start does it again.
    renewComputerId(dataDir)
  }
}
