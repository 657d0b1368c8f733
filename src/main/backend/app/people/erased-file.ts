/** The hashes of erased people beside the store: a copy that is restored is older, and must not bring them back. */
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const person = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  hashKey: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.number(),
})
export type ErasedHash = z.output<typeof person>

const fileOf = (dataDir: string) => path.join(dataDir, 'erased.json')

/** None where there is no such file, or it cannot be read. */
export function readErasedFile(dataDir: string): readonly ErasedHash[] {
  try {
    return z.array(person).parse(JSON.parse(fs.readFileSync(fileOf(dataDir), 'utf8')))
  } catch {
    return []
  }
}

/** Old or new after any end, never a part. */
export function writeErasedFile(dataDir: string, people: readonly ErasedHash[]): void {
  if (people.length === 0) return
  const part = `${fileOf(dataDir)}.part`
  fs.writeFileSync(part, JSON.stringify(people), { mode: 0o600 })
  const fd = fs.openSync(part, 'r+')
  fs.fsyncSync(fd)
  fs.closeSync(fd)
  fs.renameSync(part, fileOf(dataDir))
}
