/**
 * Hashes of erased people, stored next to the store and its backups: a restored backup is older, here or on another
 * computer, and must not bring them back.
 */
import path from 'node:path'
import { z } from 'zod'
import { writeFileAtomicallySync } from '../../core/lib/write-atomically.ts'
import { type CopyPlaces, readCopyLists, readList, writeCopyLists } from '../backups/copy-lists.ts'

const person = z.object({
  /** Number of the receipt. */
  no: z.number().int().positive().optional(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  hashKey: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.number(),
  /** Whether Instantly has not been asked yet, so that a restored backup must do it. */
  open: z.boolean().default(false),
  /** Whether the block list was chosen. */
  block: z.boolean().default(false),
})
export type ErasedHash = z.output<typeof person>

const fileOf = (dataDir: string) => path.join(dataDir, 'erased.json')

export const readErasedFile = (dataDir: string): readonly ErasedHash[] => readList(fileOf(dataDir), person)

/**
 * The hashes of all computers that store backups in this folder. Each numbers its receipts separately; those of the
 * backup's computer keep their numbers.
 */
export const readErasedWithCopies = (copy: string, computerOfCopy: string): readonly ErasedHash[] =>
  readCopyLists(copy, 'erased', person).flatMap(({ computer, list }) =>
    computer === computerOfCopy ? list : list.map((one) => ({ ...one, no: undefined })),
  )

export function writeErasedFile(dataDir: string, people: readonly ErasedHash[]): void {
  if (people.length > 0) writeFileAtomicallySync(fileOf(dataDir), JSON.stringify(people))
}

/** Writes the same next to the backups. */
export const writeErasedWithCopies = (dataDir: string, where: CopyPlaces): void =>
  writeCopyLists(where, 'erased', readErasedFile(dataDir))
