/**
 * The hashes of erased people beside the store, and beside its copies: a copy that is restored is older, here or on another
 * computer, and must not bring them back.
 */
import path from 'node:path'
import { z } from 'zod'
import { writeWholeNow } from '../../core/lib/write-whole.ts'
import { type CopyPlaces, readBeside, readList, writeBeside } from '../backups/beside-copies.ts'

const person = z.object({
  /** Of the receipt. */
  no: z.number().int().positive().optional(),
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

export const readErasedFile = (dataDir: string): readonly ErasedHash[] => readList(fileOf(dataDir), person)

/** Of all computers that keep copies where this one lies. Each counts its receipts for itself: those of the copy’s keep their numbers. */
export const readErasedBeside = (copy: string, computerOfCopy: string): readonly ErasedHash[] =>
  readBeside(copy, 'erased', person).flatMap(({ computer, list }) =>
    computer === computerOfCopy ? list : list.map((one) => ({ ...one, no: undefined })),
  )

export function writeErasedFile(dataDir: string, people: readonly ErasedHash[]): void {
  if (people.length > 0) writeWholeNow(fileOf(dataDir), JSON.stringify(people))
}

/** The same beside the copies. */
export const writeErasedBeside = (dataDir: string, where: CopyPlaces): void =>
  writeBeside(where, 'erased', readErasedFile(dataDir))
