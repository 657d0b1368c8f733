/**
 * The hashes of erased people beside the store, and beside its copies: a copy that is restored is older, here or on another
 * computer, and must not bring them back.
 */
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const person = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  hashKey: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.number(),
  /** Instantly was not asked yet: a copy restored meanwhile makes up for it. */
  open: z.boolean().default(false),
  /** The block list was wanted. */
  block: z.boolean().default(false),
})
export type ErasedHash = z.output<typeof person>

const fileOf = (dataDir: string) => path.join(dataDir, 'erased.json')
/** Several computers may keep their copies in one folder. */
const besideName = (computer: string) => `sendoff-erased-${computer}.json`
const besidePattern = /^sendoff-erased-[0-9a-f]{8}\.json$/
/** Some hundred thousand people. */
const mostBytes = 64 * 1024 * 1024

/** None where there is no such file, or it cannot be read. */
export const readErasedFile = (dataDir: string): readonly ErasedHash[] => readHashes(fileOf(dataDir))

/** Of all computers that keep copies where this one lies. */
export function readErasedBeside(copy: string): readonly ErasedHash[] {
  const folder = path.dirname(copy)
  return fs
    .readdirSync(folder)
    .filter((name) => besidePattern.test(name))
    .flatMap((name) => readHashes(path.join(folder, name)))
}

function readHashes(file: string): readonly ErasedHash[] {
  try {
    // A pipe would be waited for.
    const found = fs.statSync(file)
    if (!found.isFile() || found.size > mostBytes) return []
    return z.array(person).parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}

/** Old or new after any end, never a part. */
export function writeErasedFile(dataDir: string, people: readonly ErasedHash[]): void {
  if (people.length > 0) putWhole(fileOf(dataDir), JSON.stringify(people))
}

/** Where this computer’s copies lie. */
export type CopyPlaces = { readonly folders: Iterable<string>; readonly computer: string }

/** The same beside the copies, some of which are from before. Where their disk is away, the next copy brings it. */
export function writeErasedBeside(dataDir: string, where: CopyPlaces): void {
  const people = readErasedFile(dataDir)
  if (people.length === 0) return
  for (const folder of where.folders) {
    try {
      if (fs.existsSync(folder)) putWhole(path.join(folder, besideName(where.computer)), JSON.stringify(people))
    } catch {
      // The copies are as good as before.
    }
  }
}

function putWhole(file: string, text: string): void {
  const part = `${file}.part`
  fs.writeFileSync(part, text, { mode: 0o600 })
  const fd = fs.openSync(part, 'r+')
  fs.fsyncSync(fd)
  fs.closeSync(fd)
  fs.renameSync(part, file)
}
