import { z } from 'zod'
import type { DraftChange } from '../../domain/campaigns/campaign-draft.ts'
import type { CampaignState } from '../../domain/campaigns/campaign-state.ts'
import type { Problem } from '../../errors.ts'
import { type CampaignId, campaignId, type ExportId, type ListId, type OptOutId, type WorkspaceId } from '../../ids.ts'
import type { JobKind } from '../background/health.ts'
import type { DriftKind } from '../campaigns/campaign-edits.ts'
import { clientFilter } from '../clients/client-filter.ts'
import type { ExportState } from '../exports/exports.ts'
import type { InboxThread } from '../inbox/inbox.ts'
import type { AccountActionKind, AccountChange } from '../insights/accounts.ts'
import { command, query } from '../route.ts'

export const feedGroups = ['all', 'replies', 'exports', 'campaigns', 'accounts', 'problems', 'mine'] as const
export type FeedGroup = (typeof feedGroups)[number]

/** What happened, with the details of its kind. */
export type FeedEvent =
  | {
      readonly kind: 'export'
      readonly exportId: ExportId
      readonly list: string
      readonly campaign: string
      readonly state: ExportState
      readonly promised: number
      readonly uploaded: number
    }
  | {
      readonly kind: 'import'
      readonly listId: ListId
      readonly list: string
      readonly file: string
      readonly rows: number
    }
  /** The latest message a person wrote in a conversation. */
  | {
      readonly kind: 'reply'
      readonly threadId: number
      readonly name: string
      readonly words: string
      readonly sorted: InboxThread['sorted']
      readonly returnDate: string | null
    }
  | { readonly kind: 'answer'; readonly threadId: number; readonly name: string; readonly subject: string }
  | {
      readonly kind: 'campaign'
      readonly campaignId: CampaignId
      readonly name: string
      readonly was: CampaignState
      readonly state: CampaignState
      readonly by: 'operator' | 'blackout' | 'instantly'
    }
  | { readonly kind: 'edit'; readonly campaignId: CampaignId; readonly name: string }
  | { readonly kind: 'deletion'; readonly campaignId: CampaignId; readonly name: string }
  | {
      readonly kind: 'accounts'
      readonly action: AccountActionKind
      readonly value: string | null
      readonly emails: readonly string[]
      /** Previous value of each account, for pauses and warmup the action that restores it; null if not known. */
      readonly was: readonly (string | null)[]
      readonly failed: number
    }
  | { readonly kind: 'account_error'; readonly email: string }
  | { readonly kind: 'opt_out'; readonly value: string; readonly byHand: boolean }
  | {
      readonly kind: 'job'
      readonly job: JobKind
      readonly runs: number
      readonly problem: Problem | null
    }
  /** Data deleted because it was older than the client's retention rule allows. */
  | {
      readonly kind: 'retention'
      readonly emails: number
      readonly payloads: number
      readonly archives: number
      readonly calls: number
      readonly bytes: number
    }
  | { readonly kind: 'report'; readonly from: string; readonly to: string; readonly scheduled: boolean }

/** The action that undoes what the operator did. */
export type FeedUndo =
  | { readonly kind: 'campaign'; readonly active: boolean }
  | {
      readonly kind: 'accounts'
      readonly changes: readonly { readonly change: AccountChange; readonly emails: readonly string[] }[]
    }
  | { readonly kind: 'opt_out'; readonly id: OptOutId }

export type FeedEntry = {
  /** Unique key of the entry. */
  readonly key: string
  /** ISO. */
  readonly at: string
  /** Null if it concerns the app as a whole. */
  readonly workspaceId: WorkspaceId | null
  /** Whether the operator did this, on this computer. */
  readonly mine: boolean
  /** Set only while everything is still as the operator left it; null if there is nothing to undo. */
  readonly undo: FeedUndo | null
  readonly event: FeedEvent
}

type Share = { readonly accounts: number; readonly of: number }

/** A stored moment related to an entry: how it came about, or what followed. */
export type FeedMoment = {
  /** ISO. */
  readonly at: string
  readonly what:
    | { readonly kind: 'asked' | 'sent' | 'started' | 'undone' | 'replied' | 'answered' }
    /** Instantly has the change: it confirmed it, or the change was read back. */
    | ({ readonly kind: 'confirmed' } & Partial<Share>)
    | { readonly kind: 'ended'; readonly state: ExportState }
    | {
        readonly kind: 'campaign'
        readonly state: CampaignState
        readonly by: 'operator' | 'blackout' | 'instantly'
      }
    | { readonly kind: 'drift'; readonly drift: DriftKind }
    /** A later action on the same accounts. `back`: it restored their previous values. */
    | ({
        readonly kind: 'accounts'
        readonly action: AccountActionKind
        readonly value: string | null
        readonly back: boolean
      } & Share)
    /** The state as last read, with no request sent since. */
    | ({ readonly kind: 'stands' | 'differs' } & Share)
}

export type Feed = {
  /** Newest first. */
  readonly entries: readonly FeedEntry[]
  /** Number of search hits in each group. */
  readonly counts: Readonly<Record<FeedGroup, number>>
  /** Whether entries of the oldest days were left out because there were too many. */
  readonly cut: boolean
}

const wanted = clientFilter.extend({
  days: z.number().int().min(1).max(366).default(7),
  group: z.enum(feedGroups).default('all'),
  search: z.string().max(200).default(''),
})

export const feed = {
  /** Returns the operator's last changes to a campaign, with the values before and after. */
  'feed.edit': query<readonly DraftChange[]>({ reads: ['campaigns'] })(z.object({ campaignId })),
  /** Returns what led to an entry and what followed, oldest first; empty if the entry already says it all. */
  'feed.moments': query<readonly FeedMoment[]>({ reads: ['campaigns', 'accounts', 'exports', 'inbox', 'remote'] })(
    z.object({ key: z.string().regex(/^[a-z_]+ \d+$/) }),
  ),
  /** Saves the whole feed as a CSV file where the operator chooses; returns null if cancelled. */
  'feed.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(wanted),
  /** Returns what happened in the last days, all kinds in one list. */
  'feed.list': query<Feed>({
    reads: [
      'workspaces',
      'lists',
      'exports',
      'inbox',
      'campaigns',
      'accounts',
      'opt_outs',
      'reports',
      'events',
      'jobs',
      'remote',
      'clients',
      'people',
    ],
  })(wanted.extend({ limit: z.number().int().min(1).max(1_000).default(100) })),
}
