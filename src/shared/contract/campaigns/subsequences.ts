import { z } from 'zod'
import type { CampaignState } from '../../domain/campaigns/campaign-state.ts'
import type { Measures } from '../../domain/campaigns/rates.ts'
import type { SubsequenceCopy } from '../../domain/campaigns/read-subsequence.ts'
import type { Problem } from '../../errors.ts'
import {
  type CampaignId,
  campaignId,
  remoteId,
  type SubsequenceId,
  type SubsequenceMoveId,
  subsequenceId,
  subsequenceMoveId,
} from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'
import type { CampaignStepRow, SendingReason } from './campaigns.ts'

/** Emails sent by a subsequence, and people who opened and replied. */
export type SubsequenceTotals = { readonly sent: number; readonly openedUnique: number; readonly repliedUnique: number }

export type SubsequenceRow = {
  readonly id: SubsequenceId
  /** Instantly's id of the subsequence. */
  readonly remoteId: string
  readonly name: string
  readonly state: CampaignState
  readonly copy: SubsequenceCopy
  /** Time name, state and content were read. */
  readonly contentAt: string
  /** Time it was deleted at Instantly, alone or with its campaign. */
  readonly goneAt: string | null
  /** Null if never read. */
  readonly totals: SubsequenceTotals | null
  readonly totalsAt: string | null
  readonly steps: readonly CampaignStepRow[]
  readonly stepsAt: string | null
  /** Whether opens and clicks are tracked; the campaign's tracking settings also apply to it. */
  readonly measures: Measures
  /** The last answer from Instantly; null if it was never asked. */
  readonly sending: SendingReason | null
}

export type CampaignSubsequences = {
  readonly rows: readonly SubsequenceRow[]
  /** Time the subsequences were last listed; null if never. */
  readonly readAt: string | null
  /** Why they could not be read last time. */
  readonly problem: Problem | null
}

/** Filters for the leads of a campaign; these are Instantly's own filters. */
export const leadPicks = [
  'all',
  'in_subsequence',
  'opened_no_reply',
  'clicked',
  'completed_no_reply',
  'replied',
  'interested',
  'not_interested',
] as const
export type LeadPick = (typeof leadPicks)[number]

/** A lead at Instantly and the subsequence it is in. */
export type PlacedLeadRow = {
  readonly id: string
  readonly email: string | null
  readonly name: string
  readonly company: string
  /** Instantly's id of the subsequence; null if the lead is in none. */
  readonly subsequenceId: string | null
  /** Time the lead was added to the subsequence, according to Instantly. */
  readonly addedAt: string | null
}

export const moveStates = ['running', 'held', 'stopped', 'done'] as const
export type MoveState = (typeof moveStates)[number]
export const moveOutcomes = ['waiting', 'sent', 'moved', 'already', 'elsewhere', 'refused'] as const
export type MoveOutcome = (typeof moveOutcomes)[number]

/** A move of leads into a subsequence or out of one. */
export type SubsequenceMove = {
  readonly id: SubsequenceMoveId
  readonly campaignId: CampaignId
  /** Null for a move out; for an undone move, the subsequence each lead was in. */
  readonly into: { readonly id: SubsequenceId; readonly name: string } | null
  readonly undoOf: SubsequenceMoveId | null
  /** Whether some lead was moved, or may have been, and that has not been undone yet. */
  readonly canUndo: boolean
  /** Whether the remaining or refused leads can still be moved. */
  readonly canGoOn: boolean
  readonly state: MoveState
  readonly askedAt: string
  readonly total: number
  readonly counts: Readonly<Record<MoveOutcome, number>>
  /** Why the move is on hold. */
  readonly problem: Problem | null
}

export type MoveLeadRow = {
  readonly remoteId: string
  readonly email: string | null
  readonly name: string
  readonly outcome: MoveOutcome
  readonly problem: Problem | null
}

const one = z.object({ campaignId })
const sub = z.object({ subsequenceId })
const move = z.object({ moveId: subsequenceMoveId })
const touches = ['subsequences'] as const
const lead = z.object({ id: remoteId, email: z.string().max(400).nullable(), name: z.string().max(400) })

export const subsequences = {
  /** Returns the subsequences of a campaign as last read, including those deleted at Instantly. */
  'subsequences.list': query<CampaignSubsequences>({ reads: ['campaigns', 'subsequences'] })(one),
  /** Reads the subsequences and their figures now. `unlessYoung`: unless just read or unreadable. */
  'subsequences.read': command<CampaignSubsequences>({ touches })(
    one.extend({ unlessYoung: z.boolean().default(false) }),
  ),
  /** Starts or pauses a subsequence: at Instantly first, locally once accepted. Throws SUBSEQUENCE_GONE. */
  'subsequences.setActive': command<SubsequenceRow>({ touches })(sub.extend({ active: z.boolean() })),
  /** Asks Instantly why it is sending or not, and stores the answer. */
  'subsequences.askSending': command<SendingReason>({ touches })(sub),
  /** Returns leads of a campaign as at Instantly now, a few pages at a time; `into`: those in that subsequence. */
  'subsequences.leads': query<{ readonly rows: readonly PlacedLeadRow[]; readonly next: string | null }>({ reads: [] })(
    one.extend({
      pick: z.enum(leadPicks),
      into: subsequenceId.nullable(),
      after: z.string().max(500).nullable(),
    }),
  ),
  /** Asks Instantly where a lead of a campaign is now, by its address; returns null if it is not in that campaign. */
  'subsequences.leadOf': query<PlacedLeadRow | null>({ reads: [] })(one.extend({ email: z.string().min(1).max(400) })),
  /** Moves leads into a subsequence or, with `into` null, out of theirs. Goes on after a quit or crash. */
  'subsequenceMoves.start': command<SubsequenceMove>({ touches })(
    one.extend({
      into: subsequenceId.nullable(),
      leads: z.array(lead).min(1).max(1000),
      idempotencyKey: z.string().min(1).max(100),
    }),
  ),
  'subsequenceMoves.get': query<SubsequenceMove>({ reads: ['campaigns', 'subsequences'] })(move),
  /** Returns the newest moves of a campaign, 20 at most. */
  'subsequenceMoves.ofCampaign': query<readonly SubsequenceMove[]>({ reads: ['campaigns', 'subsequences'] })(one),
  /** Returns the result for each lead, those with a problem first. */
  'subsequenceMoves.leads': query<Page<MoveLeadRow>>({ reads: ['subsequences'] })(move.extend({ page: pageInput })),
  /** Stops the move; leads already moved stay where they are. */
  'subsequenceMoves.stop': command<SubsequenceMove>({ touches })(move),
  /** Continues with the remaining leads and tries refused ones again. */
  'subsequenceMoves.goOn': command<SubsequenceMove>({ touches })(move),
  /** Stops the move and returns every lead it moved to where it was, unless moved since. Only once. */
  'subsequenceMoves.undo': command<SubsequenceMove>({ touches })(move),
}
