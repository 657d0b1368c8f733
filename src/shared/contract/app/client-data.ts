/** A client at the end of a contract: handed over whole as files, brought to another computer, deleted for good. */
import { z } from 'zod'
import { errorCodes } from '../../errors.ts'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'
import type { EarlierCopies } from './backups.ts'

/** `leaving`: nothing new is begun, what is on its way is awaited. `rows`: deleted here. `bytes`: overwritten on the disk. */
const removalStates = ['leaving', 'rows', 'bytes', 'done'] as const

const receipt = z.object({
  /** Records deleted here. */
  rows: z.number(),
  leads: z.number(),
  emails: z.number(),
  events: z.number(),
  exports: z.number(),
  keys: z.number(),
  /** CRMs, Supabase sources: their tokens are deleted, what is over there stays. */
  crms: z.number(),
  sources: z.number(),
  /** Reports that were saved: files stay where they are. */
  reports: z.number(),
  /** `deleted`: Sendoff's webhook at Instantly. `left`: nobody answered, or the key may not. */
  webhook: z.enum(['none', 'deleted', 'left']),
  relay: z.boolean(),
})
export type RemovalReceipt = z.output<typeof receipt>

export const clientRemoval = z.object({
  id: z.number().int().positive(),
  workspaceId,
  name: z.string(),
  /** The client’s: with its number it tells it from every other, on every computer. */
  createdAt: z.string().default(''),
  state: z.enum(removalStates),
  /** Epoch ms. */
  askedAt: z.number().min(0).max(8.64e15),
  endedAt: z.number().nullable(),
  receipt,
  problem: z.enum(errorCodes).nullable(),
})
/** A client that is being deleted, or was. The name alone stays. */
export type ClientRemoval = z.output<typeof clientRemoval>

export type ListedRemoval = ClientRemoval & {
  /** Those there are now that hold the client still; null before the end. */
  readonly copies: EarlierCopies | null
}

export type ClientDataState = {
  /** Rows written or read so far; null where nothing is under way. */
  readonly exporting: { readonly workspaceId: WorkspaceId; readonly rows: number } | null
  readonly importing: { readonly rows: number } | null
}

export type ClientFolder = {
  readonly folder: string
  readonly name: string
  readonly madeAt: string
  readonly app: string
  readonly rows: number
}

export const clientData = {
  'clientData.state': query<ClientDataState>({ reads: ['client_data'] })(z.object({})),
  /** Asks where, and writes everything of the client there; null when cancelled. */
  'clientData.export': command<{ readonly path: string; readonly rows: number; readonly files: number } | null>({
    touches: ['client_data'],
  })(z.object({ workspaceId })),
  /** Ends an export or import under way; nothing of it stays. */
  'clientData.cancel': command<null>({ touches: ['client_data'] })(z.object({})),
  /** Asks for a folder and says what is in it; null when cancelled. */
  'clientData.look': command<ClientFolder | null>({ touches: [] })(z.object({})),
  /** Brings the client of that folder here: paused, without keys, and without work under way. */
  'clientData.import': command<{ readonly workspaceId: WorkspaceId }>({
    touches: [
      'client_data',
      'workspaces',
      'clients',
      'lists',
      'exports',
      'campaigns',
      'events',
      'inbox',
      'pauses',
      'opt_outs',
      'blocklist',
      'people',
    ],
  })(z.object({ folder: z.string().min(1).max(4_096) })),
  /** Deletes everything of a client for good, in the background. `typed`: its name. */
  'clientData.remove': command<{ readonly id: number }>({ touches: ['client_data', 'workspaces', 'pauses'] })(
    z.object({ workspaceId, typed: z.string().max(200) }),
  ),
  /** The receipt of one that was deleted, as PDF where the operator says; null when cancelled. REPORT_NOT_PRINTED. */
  'clientData.saveReceipt': command<{ readonly path: string } | null>({ touches: [] })(
    z.object({ id: z.number().int().positive() }),
  ),
  'clientData.removals': query<readonly ListedRemoval[]>({ reads: ['client_data', 'backups', 'settings'] })(
    z.object({}),
  ),
}
