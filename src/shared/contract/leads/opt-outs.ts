import { z } from 'zod'
import type { Problem } from '../../errors.ts'
import { leadId, type OptOutId, optOutId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'
import type { EntriesAdded } from './blocklist.ts'

/** `asked`: the reply was unclear. Until the operator says no, exports leave the person out and Instantly is told. */
export type OptOutState = 'asked' | 'on' | 'undone'

/** Either this client only, or all clients. */
export const optOutScopes = ['client', 'all'] as const
export type OptOutScope = (typeof optOutScopes)[number]

/**
 * `earlier`: recorded by a version that did not store the source. `instantly`: adopted from Instantly's block list.
 * `shared`: recorded on another computer that shares the client, and only undone there.
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

/** Why nothing is sent to Instantly at the moment, though nothing failed. */
export type OptOutWaitReason = 'offline' | 'no_key' | 'off' | 'paused'

/**
 * What Instantly is known to have of an opt-out, over all clients it holds for. `none`: it is not sent to Instantly.
 * `waiting`: not there yet. `confirmed`: read back. `differs`: a later read found something else. `undoing`, `undone`:
 * the same as waiting and confirmed, for an opt-out that was undone.
 */
export type OptOutAtInstantly = {
  readonly state: 'none' | 'waiting' | 'confirmed' | 'differs' | 'undoing' | 'undone'
  readonly clients: number
  /** Clients whose block list has the entry, and how many of them had it before. */
  readonly blocked: number
  readonly blockedBefore: number
  /** Campaigns the person was stopped in, by method. */
  readonly stopped: number
  readonly removed: number
  readonly takenFromSubsequences: number
  /** Number of changes that could not be reverted when the opt-out was undone. */
  readonly left: number
  readonly differs: 'entry_gone' | 'lead_active' | null
  /** Time at which an unclear opt-out is sent to Instantly; null if immediately, or if it was already sent. */
  readonly tellAt: string | null
  /** Time of the last read at Instantly; null if never. */
  readonly readAt: string | null
  readonly problem: Problem | null
  readonly held: OptOutWaitReason | null
}

export type OptOutRow = {
  readonly id: OptOutId
  /** Null if it belongs to no particular client. */
  readonly workspaceId: WorkspaceId | null
  readonly clientName: string | null
  /** An address, or a domain including its subdomains. */
  readonly value: string
  readonly state: OptOutState
  readonly scope: OptOutScope
  readonly source: OptOutSource
  /** The reply, label or file it came from: at most 500 characters. */
  readonly words: string | null
  /** The conversation it was expressed in, if that still exists. */
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
  /** Addresses on Instantly's block list that have no opt-out here. */
  readonly onlyThere: number
}

export const optOutSettings = z.object({
  /** Scope of a new opt-out. */
  scope: z.enum(optOutScopes),
  /** Whether opt-outs are sent to Instantly at all. */
  atInstantly: z.boolean(),
  /** How leads are stopped in campaigns that would still email them. */
  leads: z.enum(['status', 'remove']),
})
export type OptOutSettings = z.infer<typeof optOutSettings>
export const usualOptOutSettings: OptOutSettings = { scope: 'client', atInstantly: true, leads: 'status' }

export const optOutFilters = ['all', 'asked', 'waiting', 'differs', 'undone'] as const
export type OptOutFilter = (typeof optOutFilters)[number]
export const optOutOrders = ['since', 'value', 'source'] as const
export type OptOutOrder = (typeof optOutOrders)[number]

const which = {
  /** Null for all clients. */
  workspaceId: workspaceId.nullable(),
  filter: z.enum(optOutFilters).default('all'),
  search: z.string().max(200).default(''),
}
const some = z.object({ ids: z.array(optOutId).min(1).max(100_000) })

export const optOuts = {
  /** Returns the people who opted out and must not be contacted for a client, or for any. */
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
  /** Returns the opt-out of a person at a client, or an undone one if there is no other; null without an address. */
  'optOuts.of': query<{
    readonly workspaceId: WorkspaceId
    readonly email: string
    readonly row: OptOutRow | null
  } | null>({ reads: ['workspaces', 'blocklist', 'inbox', 'opt_outs'] })(
    z.union([z.object({ workspaceId, email: z.string().max(320) }), z.object({ leadId })]),
  ),
  /** Adds addresses and domains, one per line or separated by commas. */
  'optOuts.add': command<EntriesAdded<OptOutId>>({ touches: ['opt_outs', 'blocklist', 'inbox'] })(
    z.object({ workspaceId, scope: z.enum(optOutScopes), text: z.string().min(1).max(5_000_000) }),
  ),
  /** Undoes opt-outs, or (`undone: false`) makes them hold again. Those of another computer stay and do not count. */
  'optOuts.undo': command<number>({ touches: ['opt_outs', 'blocklist', 'inbox'] })(
    some.extend({ undone: z.boolean() }),
  ),
  'optOuts.setScope': command<number>({ touches: ['opt_outs', 'blocklist', 'inbox'] })(
    some.extend({ scope: z.enum(optOutScopes) }),
  ),
  /** Answers whether an unclear reply was an opt-out. */
  'optOuts.answer': command<number>({ touches: ['opt_outs', 'blocklist', 'inbox'] })(some.extend({ yes: z.boolean() })),
  /** Applies opt-outs at Instantly again that were found to differ there. Without ids: all of them. */
  'optOuts.mend': command<number>({ touches: ['opt_outs'] })(
    z.object({ workspaceId: workspaceId.nullable(), ids: z.array(optOutId).max(100_000).optional() }),
  ),
  /** Records an opt-out for everyone on Instantly's block list who has none here; returns how many. */
  'optOuts.takeOver': command<number>({ touches: ['opt_outs', 'blocklist', 'inbox'] })(z.object({ workspaceId })),
  /** Sends waiting opt-outs to Instantly now and reads its state again. */
  'optOuts.tellNow': command({ touches: ['opt_outs'] })(z.object({ workspaceId: workspaceId.nullable() })),
  /** Saves opt-outs as CSV; returns null if the dialog was closed. */
  'optOuts.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(z.object(which)),
  'optOuts.settings': query<OptOutSettings>({ reads: ['opt_outs'] })(z.object({})),
  'optOuts.saveSettings': command<OptOutSettings>({ touches: ['opt_outs'] })(optOutSettings.partial()),
}
