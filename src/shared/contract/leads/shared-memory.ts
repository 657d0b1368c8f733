/** A record, shared by several computers, of whom a client contacted and who opted out. */
import { z } from 'zod'
import { typedName } from '../../domain/core/typed-name.ts'
import type { ErrorCode } from '../../errors.ts'
import { type ExportId, type SharedMemoryId, sharedMemoryId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'

/** What exports do while the database does not respond: wait, or continue with what is known locally. */
export const sharedOfflineRules = ['wait', 'go'] as const
export type SharedOfflineRule = (typeof sharedOfflineRules)[number]

export type SharedMemory = {
  readonly id: SharedMemoryId
  readonly workspaceId: WorkspaceId
  readonly clientName: string
  readonly name: string
  /** Host and database name; never a password. */
  readonly address: string
  readonly computerName: string
  readonly offline: SharedOfflineRule
  /** Number of computers that share it, including this one. */
  readonly computers: number
  /** Time the opt-outs of other computers were last read; null if never. */
  readonly readAt: string | null
  /** Whether opt-outs arrive as they happen, rather than only when polled. */
  readonly live: boolean
  /** Number of addresses and domains that opted out on other computers. */
  readonly stops: number
  /** Opt-outs and sent leads of this computer that have not been written to the database yet. */
  readonly waiting: number
  /** People contacted while the database did not respond whom another computer also has. */
  readonly doubled: number
  /** Whether the claims of a lost computer are being taken over. */
  readonly takingOver: boolean
  readonly problem: ErrorCode | null
}

/** A lead uploaded while the database did not respond whom another computer also has. */
export type DoubledLead = {
  readonly exportId: ExportId
  readonly campaignName: string
  readonly position: number
  /** Empty if the list was permanently deleted. */
  readonly email: string
  readonly name: string
}

/** A computer that shares a client. */
export type SharedComputer = {
  readonly no: number
  readonly name: string
  /** Time it last claimed somebody or wrote anything. */
  readonly lastAt: string
  readonly isThis: boolean
  /** Whether another computer took over its claims. */
  readonly isRetired: boolean
}

/** What was found in a database, before anything is stored. */
export type SharedMemoryCheck = {
  /** Whether the tables exist, are up to date, and were tested to keep clients apart. */
  readonly ready: boolean
  /** Number of computers that use this name and passphrase; 0 if there are none, or if either was mistyped. */
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
  name: typedName(80),
  passphrase: z.string().min(12).max(500),
})

export const sharedMemory = {
  'sharedMemory.list': query<readonly SharedMemory[]>({ reads: ['workspaces', 'shared_memory', 'opt_outs'] })(
    z.object({}),
  ),
  /** Returns the SQL that creates the tables, for review before it is run. */
  'sharedMemory.sql': query<{ readonly sql: string }>({ reads: [] })(z.object({})),
  /** Tests a database without storing anything; everything it writes is rolled back. */
  'sharedMemory.look': command<SharedMemoryCheck>({ touches: [] })(access),
  /** Runs the SQL the operator has reviewed. */
  'sharedMemory.setUp': command({ touches: [] })(z.object({ connection })),
  /** Starts sharing a client, provided the database has proven that no client can see another. */
  'sharedMemory.join': command<SharedMemory>({ touches: ['shared_memory'] })(
    access.extend({
      workspaceId,
      computerName: typedName(80),
      offline: z.enum(sharedOfflineRules).default('wait'),
    }),
  ),
  'sharedMemory.setOffline': command({ touches: ['shared_memory'] })(
    z.object({ id: sharedMemoryId, offline: z.enum(sharedOfflineRules) }),
  ),
  /** Reads and writes changes now. */
  'sharedMemory.syncNow': command({ touches: ['shared_memory'] })(z.object({ id: sharedMemoryId })),
  /** Returns the people who may have been contacted twice, newest export first. */
  'sharedMemory.doubled': query<Page<DoubledLead>>({ reads: ['shared_memory', 'exports', 'lists'] })(
    z.object({ id: sharedMemoryId, page: pageInput }),
  ),
  /** Returns the computers that share the client, as stored in the database now. */
  'sharedMemory.computers': command<readonly SharedComputer[]>({ touches: [] })(z.object({ id: sharedMemoryId })),
  /**
   * Takes over the claims of a lost computer: people who are leads at Instantly stay contacted (`kept`), the others
   * become free. Continues automatically after an interruption.
   */
  'sharedMemory.takeOver': command<{ readonly kept: number; readonly freed: number }>({ touches: ['shared_memory'] })(
    z.object({ id: sharedMemoryId, computer: z.number().int().positive() }),
  ),
  /** Makes a computer whose claims were taken over share the client again; its exports claim their people again. */
  'sharedMemory.joinAgain': command({ touches: ['shared_memory'] })(z.object({ id: sharedMemoryId })),
  /** Stops sharing; exports, opt-outs and the opt-outs received so far stay. */
  'sharedMemory.leave': command({ touches: ['shared_memory'] })(z.object({ id: sharedMemoryId })),
}
