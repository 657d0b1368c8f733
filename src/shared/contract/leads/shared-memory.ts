/** One list of whom a client wrote to and who stopped, shared by several computers. */
import { z } from 'zod'
import type { ErrorCode } from '../../errors.ts'
import { type ExportId, type SharedMemoryId, sharedMemoryId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'

/** What a database showed when it was tried as two clients in turn. */
export type SharedProof = {
  readonly writes: boolean
  readonly readsOwn: boolean
  readonly seesOthers: boolean
  readonly writesForOthers: boolean
  readonly changes: boolean
}

/** What exports do while the database does not answer: wait, or go on with what is known here. */
export const sharedOfflineRules = ['wait', 'go'] as const
export type SharedOfflineRule = (typeof sharedOfflineRules)[number]

export type SharedMemory = {
  readonly id: SharedMemoryId
  readonly workspaceId: WorkspaceId
  readonly clientName: string
  readonly name: string
  /** Host and database; never a password. */
  readonly address: string
  readonly computerName: string
  readonly offline: SharedOfflineRule
  /** Computers that share it, this one among them. */
  readonly computers: number
  /** When stops of others were read last; null: never. */
  readonly readAt: string | null
  /** Whether stops come as they are said, not only when it is looked. */
  readonly live: boolean
  /** Addresses and domains other computers stopped. */
  readonly stops: number
  /** Opt-outs and sent leads of this computer that are still to be told. */
  readonly waiting: number
  /** People written to while the database did not answer whom another computer has too. */
  readonly doubled: number
  /** The claims of a lost computer are being taken over. */
  readonly takingOver: boolean
  readonly problem: ErrorCode | null
}

/** Uploaded while the database did not answer; another computer has the person too. */
export type DoubledLead = {
  readonly exportId: ExportId
  readonly campaignName: string
  readonly position: number
  /** Empty once the list was deleted for good. */
  readonly email: string
  readonly name: string
}

/** A computer that shares a client. */
export type SharedComputer = {
  readonly no: number
  readonly name: string
  /** When it last claimed somebody or passed on anything. */
  readonly lastAt: string
  readonly isThis: boolean
  /** Another computer took over from it. */
  readonly isRetired: boolean
}

/** What is found at a database, before anything is kept. */
export type SharedLook = {
  readonly address: string
  /** The tables are there, and up to date. */
  readonly ready: boolean
  readonly proof: SharedProof | null
  /** Computers that use this name and passphrase; 0: nobody yet, or one of them was typed otherwise. */
  readonly computers: number
}

const connection = z
  .string()
  .trim()
  .min(8)
  .max(4000)
  .regex(/^[\x21-\x7e]+$/)
const access = z.object({
  connection,
  name: z.string().trim().min(1).max(80),
  passphrase: z.string().min(12).max(500),
})

export const sharedMemory = {
  'sharedMemory.list': query<readonly SharedMemory[]>({ reads: ['workspaces', 'shared_memory', 'opt_outs'] })(
    z.object({}),
  ),
  /** The SQL that lays the tables, to be read before it is run. */
  'sharedMemory.sql': query<{ readonly sql: string }>({ reads: [] })(z.object({})),
  /** Tries a database without keeping anything; what it writes is rolled back. */
  'sharedMemory.look': command<SharedLook>({ touches: [] })(access),
  /** Runs the SQL the operator has seen. */
  'sharedMemory.setUp': command<null>({ touches: [] })(z.object({ connection })),
  /** Joins a client once the database has proven that no client sees another. */
  'sharedMemory.join': command<SharedMemory>({ touches: ['shared_memory'] })(
    access.extend({
      workspaceId,
      computerName: z.string().trim().min(1).max(80),
      offline: z.enum(sharedOfflineRules).default('wait'),
    }),
  ),
  'sharedMemory.setOffline': command<null>({ touches: ['shared_memory'] })(
    z.object({ id: sharedMemoryId, offline: z.enum(sharedOfflineRules) }),
  ),
  /** Reads and tells now. */
  'sharedMemory.syncNow': command<null>({ touches: ['shared_memory'] })(z.object({ id: sharedMemoryId })),
  /** Who may have been contacted twice, newest export first. */
  'sharedMemory.doubled': query<Page<DoubledLead>>({ reads: ['shared_memory', 'exports', 'lists'] })(
    z.object({ id: sharedMemoryId, page: pageInput }),
  ),
  /** The computers that share the client, as the database has them now. */
  'sharedMemory.computers': command<readonly SharedComputer[]>({ touches: [] })(z.object({ id: sharedMemoryId })),
  /**
   * Takes over what a lost computer claimed: who is a lead at Instantly stays contacted (`kept`), the others are free. Goes on by itself where it is cut off.
   */
  'sharedMemory.takeOver': command<{ readonly kept: number; readonly freed: number }>({ touches: ['shared_memory'] })(
    z.object({ id: sharedMemoryId, computer: z.number().int().positive() }),
  ),
  /** A computer another one took over from shares the client again; its exports claim their people anew. */
  'sharedMemory.joinAgain': command<null>({ touches: ['shared_memory'] })(z.object({ id: sharedMemoryId })),
  /** Nothing is shared from here on; exports, opt-outs and stops heard so far stay. */
  'sharedMemory.leave': command<null>({ touches: ['shared_memory'] })(z.object({ id: sharedMemoryId })),
}
