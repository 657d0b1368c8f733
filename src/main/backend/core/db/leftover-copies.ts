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

/**
 * Removes earlier copies beside this one that hold the same: an update that was killed, or found the store damaged, left
 * one for each try, which would fill the disk. `ending`: that of the names of such copies.
 */
export function removeSameCopies(file: string, ending: string): void {
  const folder = path.dirname(file)
  for (const name of fs.readdirSync(folder)) {
    const earlier = path.join(folder, name)
    if (name.endsWith(ending) && earlier !== file && haveSameBytes(earlier, file)) fs.rmSync(earlier)
  }
}

const compareBytes = 1024 * 1024

function haveSameBytes(one: string, other: string): boolean {
  if (fs.statSync(one).size !== fs.statSync(other).size) return false
  const files = [fs.openSync(one, 'r'), fs.openSync(other, 'r')] as const
  try {
    const [left, right] = [Buffer.alloc(compareBytes), Buffer.alloc(compareBytes)]
    for (;;) {
      const read = fs.readSync(files[0], left)
      if (read === 0) return true
      if (fs.readSync(files[1], right) !== read || left.compare(right, 0, read, 0, read) !== 0) return false
    }
  } finally {
    for (const file of files) fs.closeSync(file)
  }
}
