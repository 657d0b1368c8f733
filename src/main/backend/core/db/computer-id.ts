import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** Distinguishes this computer's copies from others' in a shared folder; made once and kept beside the store. */
export function getComputerId(dataDir: string): string {
  const file = path.join(dataDir, 'computer-id')
  try {
    const known = fs.readFileSync(file, 'utf8').trim()
    if (/^[0-9a-f]{8}$/.test(known)) return known
  } catch {
    // Generated below.
  }
  const made = randomBytes(4).toString('hex')
  try {
    fs.writeFileSync(file, made, { mode: 0o600 })
  } catch {
    // The disk is full or the folder read-only: the start reports that, and this id is used until the app quits.
  }
  return made
}
