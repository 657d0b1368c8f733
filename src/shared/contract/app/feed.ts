import { z } from 'zod'
import type { DraftChange } from '../../domain/campaigns/campaign-draft.ts'
import type { CampaignState } from '../../domain/campaigns/campaign-state.ts'
import type { ErrorCode, ErrorData } from '../../errors.ts'
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

/** What happened, in what its kind has to tell. */
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
  /** The last thing a person wrote in a conversation. */
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
      /** What each of them had before, for pauses and warmup as the step that gives it; null where nobody knew. */
      readonly was: readonly (string | null)[]
      readonly failed: number
    }
  | { readonly kind: 'account_error'; readonly email: string }
  | { readonly kind: 'opt_out'; readonly value: string; readonly byHand: boolean }
  | {
      readonly kind: 'job'
      readonly job: JobKind
      readonly runs: number
      readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
    }
  /** Past its time under the client's rule. */
  | {
      readonly kind: 'retention'
      readonly emails: number
      readonly payloads: number
      readonly archives: number
      readonly calls: number
      readonly bytes: number
    }
  | { readonly kind: 'report'; readonly from: string; readonly to: string; readonly scheduled: boolean }

/** What the operator did, turned round. */
export type FeedUndo =
  | { readonly kind: 'campaign'; readonly active: boolean }
  | {
      readonly kind: 'accounts'
      readonly changes: readonly { readonly change: AccountChange; readonly emails: readonly string[] }[]
    }
  | { readonly kind: 'opt_out'; readonly id: OptOutId }

export type FeedEntry = {
  /** Tells it from every other. */
  readonly key: string
  /** ISO. */
  readonly at: string
  /** Null: of the app itself. */
  readonly workspaceId: WorkspaceId | null
  /** The operator did it, here. */
  readonly mine: boolean
  /** Only while all is still as the operator left it; null where there is nothing to undo. */
  readonly undo: FeedUndo | null
  readonly event: FeedEvent
}

type Share = { readonly accounts: number; readonly of: number }

/** Something that is stored with what an entry tells of: how it came to it, and what followed. */
export type FeedMoment = {
  /** ISO. */
  readonly at: string
  readonly what:
    | { readonly kind: 'asked' | 'sent' | 'started' | 'undone' | 'replied' | 'answered' }
    /** Instantly has it: it said so, or it was read back. */
    | ({ readonly kind: 'confirmed' } & Partial<Share>)
    | { readonly kind: 'ended'; readonly state: ExportState }
    | {
        readonly kind: 'campaign'
        readonly state: CampaignState
        readonly by: 'operator' | 'blackout' | 'instantly'
      }
    | { readonly kind: 'drift'; readonly drift: DriftKind }
    /** A later step over the same accounts. `back`: to what they had before. */
    | ({
        readonly kind: 'accounts'
        readonly action: AccountActionKind
        readonly value: string | null
        readonly back: boolean
      } & Share)
    /** As last read, with nothing asked since. */
    | ({ readonly kind: 'stands' | 'differs' } & Share)
}

export type Feed = {
  /** Newest first. */
  readonly entries: readonly FeedEntry[]
  /** How many the search finds in each group. */
  readonly counts: Readonly<Record<FeedGroup, number>>
  /** So many happened that the oldest of the days are left out. */
  readonly cut: boolean
}

const wanted = clientFilter.extend({
  days: z.number().int().min(1).max(366).default(7),
  group: z.enum(feedGroups).default('all'),
  search: z.string().max(200).default(''),
})

export const feed = {
  /** What the operator last changed in a campaign, with both sides. */
  'feed.edit': query<readonly DraftChange[]>({ reads: ['campaigns'] })(z.object({ campaignId })),
  /** What is known of how an entry came about and what followed, the oldest first; none where that is no more than it tells. */
  'feed.moments': query<readonly FeedMoment[]>({ reads: ['campaigns', 'accounts', 'exports', 'inbox', 'remote'] })(
    z.object({ key: z.string().regex(/^[a-z_]+ \d+$/) }),
  ),
  /** All of it in a CSV file, where the operator says; null when cancelled. */
  'feed.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(wanted),
  /** What happened in the last days, of all kinds in one list. */
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
