import { z } from 'zod'
import { addressKey } from '../../domain/leads/import/addresses.ts'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import type { OptOutId, WorkspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'
import type { EarlierCopies } from './backups.ts'

/** An address as it is looked for everywhere: trimmed, lower-cased, its letters in one part each. */
const personAddress = z
  .string()
  .max(320)
  .transform(addressKey)
  .pipe(z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/))

/** A row of a list the person is. */
export type PersonLead = {
  readonly workspaceId: WorkspaceId
  readonly listId: number
  readonly list: string
  readonly file: string
  readonly row: number
  readonly importedAt: string
  readonly removed: boolean
  /** Campaigns an export brought the row into. */
  readonly exportedTo: readonly string[]
  readonly fields: readonly { readonly name: string; readonly value: string }[]
}

/** What a campaign did with the person. */
export type PersonCampaign = {
  readonly workspaceId: WorkspaceId
  readonly name: string
  /** Its page here; null where it was never synced. */
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
  /** A type of event, as Instantly names it. */
  readonly type: string
  readonly campaign: string
  /** The campaign's page here; null where it was never synced. */
  readonly campaignId: number | null
  readonly account: string | null
  /** What the person wrote, of the newest replies. */
  readonly said: string | null
  /** The conversation a reply is in; null for all else. */
  readonly threadId: number | null
}

export type PersonOptOut = {
  /** Null for a client that was deleted: what holds for all clients outlives it. */
  readonly workspaceId: WorkspaceId | null
  readonly state: 'asked' | 'on'
  readonly scope: 'client' | 'all'
  readonly since: number
  readonly words: string | null
}

/** Records of one kind in the store. */
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

/** Everything held of a person. */
export type Person = {
  readonly email: string
  readonly name: string
  /** One of the operator's own sending accounts: no person to erase. */
  readonly isAccount: boolean
  /** Was erased, and nothing is held. */
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
    /** Clients whose synced copy of Instantly's leads has the person. */
    readonly instantly: number
    /** Clients with a key that can be asked. */
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
  /** Records erased here, by kind. */
  here: z.record(z.string(), z.number()),
  /** Mentions elsewhere that were blanked: another's email, a file's row, a note. */
  mentions: z.number(),
  files: z.number(),
  bytesChecked: z.number(),
  instantly: z.array(
    z.object({
      workspaceId: z.number(),
      deleted: z.number(),
      /** In no campaign and no list: Instantly has no way to delete those by their place. */
      left: z.number(),
      blocked: z.boolean(),
      /** Why it could not be asked; null where it was. */
      problem: z.string().nullable(),
    }),
  ),
  relays: z.number(),
  supabase: z.number(),
  crms: z.number(),
  reports: z.number(),
  /** A demo's simulated Instantly has the person. */
  demo: z.boolean().default(false),
})
export type ErasureReceipt = z.output<typeof erasureReceipt>

export const erasureStates = ['wanted', 'remote', 'local', 'scrub', 'done'] as const

/** One person who was erased, without any personal data. */
export type Erasure = {
  readonly id: number
  /** The first digits of the hash. */
  readonly fingerprint: string
  readonly state: (typeof erasureStates)[number]
  readonly askedAt: number
  readonly endedAt: number | null
  readonly receipt: ErasureReceipt | null
  /** Those there are now that hold the person still; null before the end. */
  readonly copies: EarlierCopies | null
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
}

const ofPerson = z.object({ email: personAddress })
const everything = ['lists', 'exports', 'events', 'inbox', 'opt_outs', 'blocklist', 'crm', 'people'] as const

export const people = {
  'people.view': query<Person>({ reads: [...everything, 'backups', 'lead_mirror', 'reports', 'workspaces'] })(ofPerson),
  /** Everything held, as a readable page where the operator says; null when cancelled. */
  'people.saveFile': command<{ readonly path: string } | null>({ touches: [] })(ofPerson),
  /**
   * An opt-out that holds for all clients, which Instantly is told of. Answers how many clients it stops, and what of it is
   * new and can be undone.
   */
  'people.stop': command<{ readonly clients: number; readonly ids: readonly OptOutId[] }>({
    touches: ['opt_outs', 'blocklist', 'people'],
  })(ofPerson),
  /** Erases everywhere it can, in the background. `typed`: the address once more. */
  'people.erase': command<{ readonly id: number }>({ touches: ['people'] })(
    ofPerson.extend({ typed: personAddress, block: z.boolean() }),
  ),
  /** The receipt of one who was erased, as PDF where the operator says; null when cancelled. REPORT_NOT_PRINTED. */
  'people.saveReceipt': command<{ readonly path: string } | null>({ touches: [] })(
    z.object({ id: z.number().int().positive() }),
  ),
  'people.erasures': query<readonly Erasure[]>({ reads: ['people', 'backups', 'settings'] })(z.object({})),
}
