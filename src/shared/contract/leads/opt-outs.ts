import { z } from 'zod'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import { leadId, type OptOutId, optOutId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'

/** `asked`: read with some doubt. Exports leave the person out and Instantly is told, both until the operator says no. */
export type OptOutState = 'asked' | 'on' | 'undone'

/** This client only, or all clients. */
export const optOutScopes = ['client', 'all'] as const
export type OptOutScope = (typeof optOutScopes)[number]

/**
 * `earlier`: written down by a version that did not keep where from. `instantly`: taken over from its block list. `shared`:
 * said on another computer that shares the client, and undone there.
 */
export type OptOutSource =
  | 'event'
  | 'lead_status'
  | 'label'
  | 'reply'
  | 'model'
  | 'hand'
  | 'file'
  | 'instantly'
  | 'shared'
  | 'earlier'

/** Why nothing is told at the moment, though nothing failed. */
export type OptOutHeld = 'offline' | 'no_key' | 'off' | 'paused'

/**
 * What Instantly is known to know of an opt-out, over all clients it holds for. `none`: Instantly is not told of it.
 * `waiting`: not yet there. `confirmed`: read back. `differs`: read to be otherwise since. `undoing`, `undone`: the same
 * of one that was undone.
 */
export type OptOutAtInstantly = {
  readonly state: 'none' | 'waiting' | 'confirmed' | 'differs' | 'undoing' | 'undone'
  readonly clients: number
  /** Clients whose block list has the entry; and those of them where it was before. */
  readonly blocked: number
  readonly blockedBefore: number
  /** Campaigns the person was stopped in, by how. */
  readonly stopped: number
  readonly removed: number
  readonly takenFromSubsequences: number
  /** After undoing: what could not be brought back. */
  readonly left: number
  readonly differs: 'entry_gone' | 'lead_active' | null
  /** When Instantly is told of one that is asked about; null: at once, or it was told. */
  readonly tellAt: string | null
  /** When the last of it was read; null: never. */
  readonly readAt: string | null
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
  readonly held: OptOutHeld | null
}

export type OptOutRow = {
  readonly id: OptOutId
  /** Null: of no client in particular. */
  readonly workspaceId: WorkspaceId | null
  readonly clientName: string | null
  /** An address, or a domain with everything below it. */
  readonly value: string
  readonly state: OptOutState
  readonly scope: OptOutScope
  readonly source: OptOutSource
  /** The reply, the label, the file: at most 500 characters. */
  readonly words: string | null
  /** The conversation it was said in, while there is one. */
  readonly threadId: number | null
  readonly since: string
  readonly atInstantly: OptOutAtInstantly
}

export type OptOutCounts = {
  readonly on: number
  readonly asked: number
  readonly waiting: number
  readonly differs: number
  readonly undone: number
  /** Addresses on Instantly's block list that did not opt out here. */
  readonly onlyThere: number
}

export const optOutSettings = z.object({
  /** Where a new one holds. */
  scope: z.enum(optOutScopes),
  /** Whether Instantly is told at all. */
  atInstantly: z.boolean(),
  /** How leads are stopped in campaigns that would still write. */
  leads: z.enum(['status', 'remove']),
})
export type OptOutSettings = z.infer<typeof optOutSettings>
export const usualOptOutSettings: OptOutSettings = { scope: 'client', atInstantly: true, leads: 'status' }

export const optOutFilters = ['all', 'asked', 'waiting', 'differs', 'undone'] as const
export type OptOutFilter = (typeof optOutFilters)[number]
export const optOutOrders = ['since', 'value', 'source'] as const
export type OptOutOrder = (typeof optOutOrders)[number]

const which = {
  /** Null: all clients. */
  workspaceId: workspaceId.nullable(),
  filter: z.enum(optOutFilters).default('all'),
  search: z.string().max(200).default(''),
}
const some = z.object({ ids: z.array(optOutId).min(1).max(100_000) })

export const optOuts = {
  /** Who opted out and must not be written to for a client, or for any. */
  'optOuts.list': query<Page<OptOutRow>>({ reads: ['workspaces', 'blocklist', 'inbox', 'opt_outs'] })(
    z.object({
      ...which,
      order: z.enum(optOutOrders).default('since'),
      descending: z.boolean().default(true),
      page: pageInput,
    }),
  ),
  'optOuts.counts': query<OptOutCounts>({ reads: ['workspaces', 'blocklist', 'opt_outs'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** What holds for a person at a client, one that was undone where there is no other; null for a lead without address. */
  'optOuts.of': query<{
    readonly workspaceId: WorkspaceId
    readonly email: string
    readonly row: OptOutRow | null
  } | null>({ reads: ['workspaces', 'blocklist', 'inbox', 'opt_outs'] })(
    z.union([z.object({ workspaceId, email: z.string().max(320) }), z.object({ leadId })]),
  ),
  /** Adds addresses and domains, one a line or between commas. */
  'optOuts.add': command<{
    readonly added: readonly OptOutId[]
    /** Held already. */
    readonly known: number
    /** Neither an address nor a domain; the first 20. */
    readonly unreadable: readonly string[]
  }>({ touches: ['opt_outs', 'blocklist', 'inbox'] })(
    z.object({ workspaceId, scope: z.enum(optOutScopes), text: z.string().min(1).max(5_000_000) }),
  ),
  /** Undoes opt-outs, or (`undone: false`) lets them hold again. Those of another computer stay, and are not counted. */
  'optOuts.undo': command<number>({ touches: ['opt_outs', 'blocklist', 'inbox'] })(
    some.extend({ undone: z.boolean() }),
  ),
  'optOuts.setScope': command<number>({ touches: ['opt_outs', 'blocklist', 'inbox'] })(
    some.extend({ scope: z.enum(optOutScopes) }),
  ),
  /** Answers what was asked: whether it was a wish for no more mail. */
  'optOuts.answer': command<number>({ touches: ['opt_outs', 'blocklist', 'inbox'] })(some.extend({ yes: z.boolean() })),
  /** Does at Instantly again what was read to be otherwise there. Without ids: all of it. */
  'optOuts.mend': command<number>({ touches: ['opt_outs'] })(
    z.object({ workspaceId: workspaceId.nullable(), ids: z.array(optOutId).max(100_000).optional() }),
  ),
  /** Writes down as opted out whom Instantly's block list has and nobody here; returns how many. */
  'optOuts.takeOver': command<number>({ touches: ['opt_outs', 'blocklist', 'inbox'] })(z.object({ workspaceId })),
  /** Tells Instantly now what waits, and reads again what is there. */
  'optOuts.tellNow': command<null>({ touches: ['opt_outs'] })(z.object({ workspaceId: workspaceId.nullable() })),
  /** Null: the dialog was closed. */
  'optOuts.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(z.object(which)),
  'optOuts.settings': query<OptOutSettings>({ reads: ['opt_outs'] })(z.object({})),
  'optOuts.saveSettings': command<OptOutSettings>({ touches: ['opt_outs'] })(optOutSettings.partial()),
}
