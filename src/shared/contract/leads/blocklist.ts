import { z } from 'zod'
import { type BlockEntryId, blockEntryId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'

/** `instantly`: a copy of an entry on the client's block list there. */
export type BlockOrigin = 'instantly' | 'local'

export type BlockEntry = {
  readonly id: BlockEntryId
  /** Null if the entry holds for every client. */
  readonly workspaceId: WorkspaceId | null
  /** An address, or a domain including its subdomains. */
  readonly value: string
  readonly origin: BlockOrigin
  readonly addedAt: string
}

export type BlockState = {
  /** Time the client's block list at Instantly was last copied; null if never. */
  readonly pulledAt: string | null
  readonly instantly: number
  readonly local: number
  /** Number of people who opted out for the client; they are shown on a separate page. */
  readonly optOuts: number
}

/** What became of a text of many entries. */
export type EntriesAdded<Id> = {
  readonly added: readonly Id[]
  /** Entries that were already on the list. */
  readonly known: number
  /** Texts that are neither an address nor a domain. */
  readonly unreadable: readonly string[]
}

export const blocklist = {
  'blocklist.state': query<BlockState>({ reads: ['workspaces', 'blocklist', 'opt_outs'] })(z.object({ workspaceId })),
  /** Returns the entries that hold for a client, its own and those for every client, newest first. */
  'blocklist.list': query<Page<BlockEntry>>({ reads: ['blocklist'] })(
    z.object({
      workspaceId,
      origin: z.enum(['all', 'instantly', 'local']).default('all'),
      search: z.string().max(200).default(''),
      page: pageInput,
    }),
  ),
  /** Adds addresses and domains, one per line or separated by commas. Changes only the local list, not Instantly's. */
  'blocklist.add': command<EntriesAdded<BlockEntryId>>({ touches: ['blocklist'] })(
    z.object({
      workspaceId,
      everyClient: z.boolean(),
      text: z.string().min(1).max(5_000_000),
    }),
  ),
  /** Removes entries created here, or restores them (`removed: false`). Returns how many changed. */
  'blocklist.remove': command<number>({ touches: ['blocklist'] })(
    z.object({ ids: z.array(blockEntryId).min(1).max(100_000), removed: z.boolean() }),
  ),
  /** Copies the client's block list from Instantly; entries removed there are removed here too. */
  'blocklist.pull': command<BlockState>({ touches: ['blocklist'] })(z.object({ workspaceId })),
}
