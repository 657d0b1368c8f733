/** The file with the scrypt hash of the window's passphrase. Keys and backups do not depend on it. */
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { writeFileAtomicallySync } from '../../core/lib/write-atomically.ts'

const lockFileName = 'lock.json'

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))
const kept = z.object({
  version: z.literal(1),
  salt: hex(16),
  hash: hex(32),
  // Bounded, so that a tampered file cannot make the app compute for hours.
  n: z.number().int().min(16_384).max(1_048_576),
  r: z.literal(8),
  p: z.literal(1),
  afterMinutes: z.number().int().min(1).max(240).nullable(),
  /** Consecutive failed attempts, counted before each is checked, so that restarting the app resets nothing. */
  tries: z.number().int().min(0).max(1_000_000).default(0),
})
export type StoredLock = z.output<typeof kept>

export function createLockFile(dataDir: string) {
  const file = path.join(dataDir, lockFileName)
  return {
    file,
    read(): StoredLock | 'damaged' | null {
      let text: string
      try {
        text = fs.readFileSync(file, 'utf8')
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : 'damaged'
      }
      try {
        return kept.parse(JSON.parse(text))
      } catch {
        return 'damaged'
      }
    },
    /** Written atomically. */
    write: (next: StoredLock): void => writeFileAtomicallySync(file, JSON.stringify(next)),
    remove: (): void => fs.rmSync(file, { force: true }),
  }
}
