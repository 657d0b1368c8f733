import { z } from 'zod'
import { type BlockEntryId, blockEntryId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'

/** `instantly`: a copy of the client's block list there. */
export type BlockOrigin = 'instantly' | 'local'

export type BlockEntry = {
  readonly id: BlockEntryId
  /** Null: holds for every client. */
  readonly workspaceId: WorkspaceId | null
  /** An address, or a domain with everything below it. */
  readonly value: string
  readonly isDomain: boolean
  readonly origin: BlockOrigin
  readonly addedAt: string
}

export type BlockState = {
  /** When the client's list at Instantly was last copied; null for never. */
  readonly pulledAt: string | null
  readonly instantly: number
  readonly local: number
  /** Who opted out for the client, on a page of their own. */
  readonly optOuts: number
}

export type BlockAdded = {
  readonly added: readonly BlockEntryId[]
  /** Were there already. */
  readonly known: number
  /** Neither an address nor a domain; the first 20. */
  readonly unreadable: readonly string[]
}

export const blocklist = {
  'blocklist.state': query<BlockState>({ reads: ['workspaces', 'blocklist', 'opt_outs'] })(z.object({ workspaceId })),
  /** What holds for a client, its own entries and those for every client, newest first. */
  'blocklist.list': query<Page<BlockEntry>>({ reads: ['blocklist'] })(
    z.object({
      workspaceId,
      origin: z.enum(['all', 'instantly', 'local']).default('all'),
      search: z.string().max(200).default(''),
      page: pageInput,
    }),
  ),
  /** Adds addresses and domains, one a line or between commas. Only here: Instantly's own list is not changed. */
  'blocklist.add': command<BlockAdded>({ touches: ['blocklist'] })(
    z.object({
      workspaceId,
      everyClient: z.boolean(),
      text: z.string().min(1).max(5_000_000),
    }),
  ),
  /** Takes entries made here off, or (`removed: false`) puts them back. Returns how many changed. */
  'blocklist.remove': command<number>({ touches: ['blocklist'] })(
    z.object({ ids: z.array(blockEntryId).min(1).max(100_000), removed: z.boolean() }),
  ),
  /** Copies the client's block list from Instantly: entries gone there go here too. */
  'blocklist.pull': command<BlockState>({ touches: ['blocklist'] })(z.object({ workspaceId })),
}
