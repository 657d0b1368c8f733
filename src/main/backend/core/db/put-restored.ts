/** A copy that is to take the store's place, put there before the store is opened. Every step may be cut off and done again. */
import fs from 'node:fs'
import path from 'node:path'

/** Beside the store, complete and checked: from the moment it has this name, it is the store. */
export const restoredName = 'sendoff.db.restored'
/** Where the store that was replaced is kept, whole. */
export const replacedName = (stamp: string): string => `replaced-${stamp}`
const markName = 'sendoff.db.replaces'

/** Says where what is replaced goes to, then gives the prepared copy its name. */
export function stageRestored(dataDir: string, prepared: string, stamp: string): void {
  fs.writeFileSync(path.join(dataDir, markName), replacedName(stamp), { mode: 0o600 })
  syncFile(path.join(dataDir, markName))
  fs.renameSync(prepared, path.join(dataDir, restoredName))
  syncFolder(dataDir)
}

/**
 * Puts a staged copy where the store was. What was there goes into a folder of its own, its log first: a log that stayed
 * behind would be read into the copy. True where there was one.
 */
export function putRestored(dataDir: string, storeName: string): boolean {
  const restored = path.join(dataDir, restoredName)
  if (!fs.existsSync(restored)) return false
  const folder = path.join(dataDir, 'backups', replacedFolder(dataDir))
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const end of ['-wal', '-shm', '']) {
    const from = path.join(dataDir, storeName + end)
    if (fs.existsSync(from)) fs.renameSync(from, path.join(folder, storeName + end))
  }
  syncFolder(folder)
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
    // The copy alone is enough to go on.
  }
  return replacedName('unknown')
}

function syncFile(file: string): void {
  const fd = fs.openSync(file, 'r+')
  fs.fsyncSync(fd)
  fs.closeSync(fd)
}

/** Windows cannot, and its file system keeps the order by itself. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return
  const fd = fs.openSync(dir, 'r')
  fs.fsyncSync(fd)
  fs.closeSync(fd)
}
