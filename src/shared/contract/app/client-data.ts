/** A client at the end of a contract: exporting all its data, importing it elsewhere, deleting it permanently. */
import { z } from 'zod'
import { errorCodes } from '../../errors.ts'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'
import type { EarlierCopies } from './backups.ts'

/** `leaving`: no new work, and work under way is awaited. `rows`: being deleted. `bytes`: being overwritten on disk. */
const removalStates = ['leaving', 'rows', 'bytes', 'done'] as const

const receipt = z.object({
  /** Records deleted from this computer. */
  rows: z.number(),
  leads: z.number(),
  emails: z.number(),
  events: z.number(),
  exports: z.number(),
  keys: z.number(),
  /** CRMs and Supabase sources. Their tokens are deleted; data in those services stays. */
  crms: z.number(),
  sources: z.number(),
  /** Number of saved reports whose files stay where they are. */
  reports: z.number(),
  /** `deleted`: Sendoff's webhook at Instantly was deleted. `left`: no answer, or the key lacks the permission. */
  webhook: z.enum(['none', 'deleted', 'left']),
  relay: z.boolean(),
})
export type RemovalReceipt = z.output<typeof receipt>

export const clientRemoval = z.object({
  id: z.number().int().positive(),
  workspaceId,
  name: z.string(),
  /** Creation time of the client; together with its id it identifies the client on every computer. */
  createdAt: z.string().default(''),
  state: z.enum(removalStates),
  /** Epoch ms. */
  askedAt: z.number().min(0).max(8.64e15),
  endedAt: z.number().nullable(),
  receipt,
  problem: z.enum(errorCodes).nullable(),
})
/** A client that is being deleted or was deleted. Only its name is kept. */
export type ClientRemoval = z.output<typeof clientRemoval>

export type ListedRemoval = ClientRemoval & {
  /** Existing backup copies that still contain the client; null until the deletion has finished. */
  readonly copies: EarlierCopies | null
}

export type ClientDataState = {
  /** Rows written or read so far; null if nothing is running. */
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
  /** Asks for a folder and writes all data of the client to it; returns null if cancelled. */
  'clientData.export': command<{ readonly path: string; readonly rows: number; readonly files: number } | null>({
    touches: ['client_data'],
  })(z.object({ workspaceId })),
  /** Cancels a running export or import and discards its partial result. */
  'clientData.cancel': command({ touches: ['client_data'] })(z.object({})),
  /** Asks for a folder and returns what it contains; null if cancelled. */
  'clientData.look': command<ClientFolder | null>({ touches: [] })(z.object({})),
  /** Imports the client from that folder: paused, without keys and without pending work. */
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
  /** Permanently deletes everything of a client, in the background. `typed`: its name, typed as confirmation. */
  'clientData.remove': command<{ readonly id: number }>({ touches: ['client_data', 'workspaces', 'pauses'] })(
    z.object({ workspaceId, typed: z.string().max(200) }),
  ),
  /** Saves a deleted client's receipt as a PDF where chosen; returns null if cancelled. Throws REPORT_NOT_PRINTED. */
  'clientData.saveReceipt': command<{ readonly path: string } | null>({ touches: [] })(
    z.object({ id: z.number().int().positive() }),
  ),
  'clientData.removals': query<readonly ListedRemoval[]>({ reads: ['client_data', 'backups', 'settings'] })(
    z.object({}),
  ),
}
