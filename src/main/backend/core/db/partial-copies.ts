import fs from 'node:fs'
import path from 'node:path'

/**
 * Removes incomplete files left by an interrupted backup of this computer. Another computer may be making its own
 * backup in the same folder right now.
 */
export function removePartialCopies(folder: string, computer: string): void {
  for (const name of fs.readdirSync(folder)) {
    const found = /^sendoff-.*-(?<of>[0-9a-f]{8})\.db\.part(?:-\w+)?$/.exec(name)
    if (found?.groups?.['of'] === computer) fs.rmSync(path.join(folder, name), { force: true })
  }
}
