/** Creates one folder for everything a test run leaves in the system's temporary folder; it is removed with the run. */
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runFolderEnv } from './repository.ts'

/** Far more than a run needs at a time, because each test file's folder is removed when the file is done. */
const roomNeeded = 4 * 1024 ** 3

/** A global setup: processes started afterwards create their folders in the new one. Returns its teardown. */
export default function ownTemp(): () => void {
  const folder = mkdtempSync(path.join(fastFolder(), 'sendoff-tests-'))
  // Test databases may run as another user.
  chmodSync(folder, 0o755)
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder
  process.env[runFolderEnv] = folder
  // Child processes and threads load the backend from TypeScript, so it is stripped and compiled once for all of them.
  process.env['NODE_COMPILE_CACHE'] ??= path.join(folder, 'compile-cache')
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** Returns memory if Linux offers it with room to spare: waiting for a disk is half of a store test's time. */
function fastFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    if (bavail * bsize >= roomNeeded && os.freemem() >= 2 * roomNeeded) return '/dev/shm'
  } catch {
    // No such folder here.
  }
  return os.tmpdir()
}
