/** The file with the index of lists; recreated if it cannot be used. */
import fs from 'node:fs'
import Database from 'better-sqlite3'
import type { Deps } from '../../core/deps.ts'
import { createPrivateFile } from '../../core/lib/private-file.ts'
import { INDEX_VERSION, indexSchema } from './index-jobs.ts'

/** Opens the file on first use; null if lists have no index. */
export function createIndexFile(isUsed: boolean, log: ReturnType<Deps['log']>, indexPath: string) {
  let db: Database.Database | null = null

  function open(): Database.Database | null {
    if (!isUsed) return null
    try {
      if (!db) {
        removeOlder()
        createPrivateFile(indexPath)
        db = new Database(indexPath, { timeout: 3000 })
        db.exec(indexSchema)
      }
      return db
    } catch (error) {
      log.warn('the list index could not be opened', { error: String(error) })
      // Nothing in it is needed, as it is rebuilt.
      db?.close()
      db = null
      removeFile()
      return null
    }
  }

  function closeFile(): void {
    db?.close()
    db = null
  }

  const removeFile = () => {
    for (const end of ['', '-wal', '-shm']) fs.rmSync(indexPath + end, { force: true })
  }

  /** Removes a file of another format, which cannot be used and is rebuilt. */
  function removeOlder() {
    if (!fs.existsSync(indexPath)) return
    const file = new Database(indexPath, { timeout: 3000 })
    const version = file.pragma('user_version', { simple: true })
    file.close()
    if (version !== INDEX_VERSION) removeFile()
  }
  return { open, closeFile, removeFile }
}
