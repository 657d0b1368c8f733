/** Puts a restored copy in the store's place before the store is opened. Every step can be interrupted and repeated. */
import fs from 'node:fs'
import path from 'node:path'

/** The copy beside the store, complete and checked: once it has this name, it is the store. */
const restoredName = 'sendoff.db.restored'
/** Folder in which the replaced store is kept completely. */
const replacedName = (stamp: string): string => `replaced-${stamp}`
const markName = 'sendoff.db.replaces'
/** Derived from the lists of the store, and told apart by their numbers, which a restored copy may give to other lists. */
export const listIndexName = 'list-index.db'

/** Records where the replaced store goes, then renames the prepared copy to `restoredName`. */
export function stageRestoredStore(dataDir: string, prepared: string, stamp: string): void {
  fs.writeFileSync(path.join(dataDir, markName), replacedName(stamp), { mode: 0o600 })
  syncFile(path.join(dataDir, markName))
  fs.renameSync(prepared, path.join(dataDir, restoredName))
  syncFolder(dataDir)
}

/**
 * Moves a staged copy to the store's place. The old store is moved to a folder of its own, its log first: a log left
 * behind would be applied to the copy. Returns whether there was a staged copy.
 */
export function installRestoredStore(dataDir: string, storeName: string): boolean {
  const restored = path.join(dataDir, restoredName)
  if (!fs.existsSync(restored)) return false
  const folder = path.join(dataDir, 'backups', replacedFolder(dataDir))
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const end of ['-wal', '-shm', '']) {
    const from = path.join(dataDir, storeName + end)
    if (fs.existsSync(from)) fs.renameSync(from, path.join(folder, storeName + end))
  }
  syncFolder(folder)
  for (const end of ['', '-wal', '-shm']) fs.rmSync(path.join(dataDir, listIndexName + end), { force: true })
  fs.renameSync(restored, path.join(dataDir, storeName))
  fs.rmSync(path.join(dataDir, markName), { force: true })
  syncFolder(dataDir)
  return true
}

function replacedFolder(dataDir: string): string {
  try {
    const name = fs.readFileSync(path.join(dataDir, markName), 'utf8')
    if (/^replaced-[\w-]{1,60}$/.test(name)) return name
  } catch {
    // The mark is not needed to continue with the copy.
  }
  return replacedName('unknown')
}

function syncFile(file: string): void {
  const fd = fs.openSync(file, 'r+')
  fs.fsyncSync(fd)
  fs.closeSync(fd)
}

/** Syncs a folder to disk. Windows does not support this, and its file system preserves the order anyway. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return
  const fd = fs.openSync(dir, 'r')
  fs.fsyncSync(fd)
  fs.closeSync(fd)
}
