/** One folder for all a run of tests leaves in the system's folder for temporary files; it goes with the run. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A global setup: what starts afterwards makes its folders in the new one. Returns what ends it. */
export default function ownTemp(): () => void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sendoff-tests-'))
  // Databases of the tests may run as another user.
  chmodSync(folder, 0o755)
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
