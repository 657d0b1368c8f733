import { z } from 'zod'
import { addressKey } from '../../domain/leads/import/addresses.ts'
import type { Problem } from '../../errors.ts'
import type { OptOutId, WorkspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'
import type { EarlierCopies } from './backups.ts'

/** An address in the form used for every lookup: trimmed, lower-cased, Unicode-composed. */
const personAddress = z
  .string()
  .max(320)
  .transform(addressKey)
  .pipe(z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/))

/** A list row that has the person's address. */
export type PersonLead = {
  readonly workspaceId: WorkspaceId
  readonly listId: number
  readonly list: string
  readonly file: string
  readonly row: number
  readonly importedAt: string
  readonly removed: boolean
  /** Campaigns the row was exported to. */
  readonly exportedTo: readonly string[]
  readonly fields: readonly { readonly name: string; readonly value: string }[]
}

/** What a campaign sent to the person, and the result. */
export type PersonCampaign = {
  readonly workspaceId: WorkspaceId
  readonly name: string
  /** The campaign's page in the app; null if it was never synced. */
  readonly campaignId: number | null
  readonly sent: number
  readonly opened: number
  readonly clicked: number
  readonly replied: number
  readonly bounced: number
  readonly unsubscribed: number
  /** Epoch ms of the newest event. */
  readonly lastAt: number
}

export type PersonMoment = {
  readonly at: number
  readonly workspaceId: WorkspaceId
  /** Event type, as Instantly names it. */
  readonly type: string
  readonly campaign: string
  /** The campaign's page in the app; null if it was never synced. */
  readonly campaignId: number | null
  readonly account: string | null
  /** Text the person wrote, for the newest replies only. */
  readonly replySnippet: string | null
  /** The conversation a reply belongs to; null for other events. */
  readonly threadId: number | null
}

export type PersonOptOut = {
  /** Null for a deleted client: an opt-out that holds for all clients outlives the client it came from. */
  readonly workspaceId: WorkspaceId | null
  readonly state: 'asked' | 'on'
  readonly scope: 'client' | 'all'
  readonly since: number
  readonly words: string | null
}

/** Kinds of stored records that can hold a person's data. */
export const personStores = [
  'leads',
  'emails',
  'drafts',
  'events',
  'opt_outs',
  'block_entries',
  'checks',
  'crm',
  'archives',
  'mirror',
] as const
export type PersonStore = (typeof personStores)[number]

/** Everything stored about a person. */
export type Person = {
  readonly email: string
  readonly name: string
  /** Whether this is one of the operator's own sending accounts, which cannot be erased as a person. */
  readonly isAccount: boolean
  /** Time the person was erased, if nothing is stored any more. */
  readonly erasedAt: number | null
  readonly clients: readonly WorkspaceId[]
  readonly leads: readonly PersonLead[]
  readonly campaigns: readonly PersonCampaign[]
  readonly timeline: readonly PersonMoment[]
  readonly events: number
  readonly optOuts: readonly PersonOptOut[]
  readonly received: number
  readonly replies: number
  readonly stores: Readonly<Record<PersonStore, number>>
  readonly elsewhere: {
    /** Clients whose lead mirror contains the person. */
    readonly instantly: number
    /** Clients with a key, which can therefore be queried at Instantly. */
    readonly reachable: number
    readonly backups: number
    readonly replaced: number
    readonly relays: number
    readonly supabase: number
    readonly crms: number
    readonly reports: number
  }
}

export const erasureReceipt = z.object({
  /** Records erased on this computer, by kind. */
  here: z.record(z.string(), z.number()),
  /** Mentions blanked elsewhere: in another person's email, in a file's row, in a note. */
  mentions: z.number(),
  files: z.number(),
  bytesChecked: z.number(),
  instantly: z.array(
    z.object({
      workspaceId: z.number(),
      deleted: z.number(),
      /** Leads in no campaign and no list, which Instantly offers no way to delete. */
      left: z.number(),
      blocked: z.boolean(),
      /** Why Instantly could not be queried; null if it could. */
      problem: z.string().nullable(),
    }),
  ),
  relays: z.number(),
  supabase: z.number(),
  crms: z.number(),
  reports: z.number(),
  /** Whether a demo's simulated Instantly has the person. */
  demo: z.boolean().default(false),
})
export type ErasureReceipt = z.output<typeof erasureReceipt>

export const erasureStates = ['wanted', 'remote', 'local', 'scrub', 'done'] as const

/** The record of an erased person, without any personal data. */
export type Erasure = {
  readonly id: number
  /** The first digits of the hash. */
  readonly fingerprint: string
  readonly state: (typeof erasureStates)[number]
  readonly askedAt: number
  readonly endedAt: number | null
  readonly receipt: ErasureReceipt | null
  /** Existing backup copies that still contain the person; null until the erasure has finished. */
  readonly copies: EarlierCopies | null
  readonly problem: Problem | null
}

const ofPerson = z.object({ email: personAddress })
const everything = ['lists', 'exports', 'events', 'inbox', 'opt_outs', 'blocklist', 'crm', 'people'] as const

export const people = {
  'people.view': query<Person>({ reads: [...everything, 'backups', 'lead_mirror', 'reports', 'workspaces'] })(ofPerson),
  /** Saves everything stored about the person as a readable page where the operator chooses; null if cancelled. */
  'people.saveFile': command<{ readonly path: string } | null>({ touches: [] })(ofPerson),
  /**
   * Opts the person out for all clients and reports that to Instantly. Returns the new
   * opt-outs that can be undone.
   */
  'people.stop': command<{ readonly ids: readonly OptOutId[] }>({
    touches: ['opt_outs', 'blocklist', 'people'],
  })(ofPerson),
  /** Erases the person wherever possible, in the background. `typed`: the address, typed again as confirmation. */
  'people.erase': command<{ readonly id: number }>({ touches: ['people'] })(
    ofPerson.extend({ typed: personAddress, block: z.boolean() }),
  ),
  /** Saves an erased person's receipt as a PDF where chosen; returns null if cancelled. Throws REPORT_NOT_PRINTED. */
  'people.saveReceipt': command<{ readonly path: string } | null>({ touches: [] })(
    z.object({ id: z.number().int().positive() }),
  ),
  'people.erasures': query<readonly Erasure[]>({ reads: ['people', 'backups', 'settings'] })(z.object({})),
}
