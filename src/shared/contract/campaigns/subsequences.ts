import { z } from 'zod'
import type { CampaignState } from '../../domain/campaigns/campaign-state.ts'
import type { Measures } from '../../domain/campaigns/rates.ts'
import type { SubsequenceCopy } from '../../domain/campaigns/read-subsequence.ts'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import {
  type CampaignId,
  campaignId,
  remoteId,
  type SubsequenceId,
  type SubsequenceMoveId,
  subsequenceId,
  subsequenceMoveId,
  type WorkspaceId,
} from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'
import type { CampaignStepRow, SendingReason } from './campaigns.ts'

/** Mails sent by a subsequence, and people who opened and replied. */
export type SubsequenceTotals = { readonly sent: number; readonly openedUnique: number; readonly repliedUnique: number }

export type SubsequenceRow = {
  readonly id: SubsequenceId
  readonly campaignId: CampaignId
  /** Instantly's id of it. */
  readonly remoteId: string
  readonly name: string
  readonly state: CampaignState
  readonly copy: SubsequenceCopy
  /** When name, state and content were read. */
  readonly contentAt: string
  /** Deleted at Instantly, or with its campaign. */
  readonly goneAt: string | null
  /** Null: never read. */
  readonly totals: SubsequenceTotals | null
  readonly totalsAt: string | null
  readonly steps: readonly CampaignStepRow[]
  readonly stepsAt: string | null
  /** Whether opens and clicks are counted: the campaign's tracking holds for it too. */
  readonly measures: Measures
  /** As last asked; null: never. */
  readonly sending: SendingReason | null
}

export type Problem = { readonly code: ErrorCode; readonly data: ErrorData }

export type CampaignSubsequences = {
  readonly rows: readonly SubsequenceRow[]
  /** When they were last listed; null: never. */
  readonly readAt: string | null
  /** Why they could not be read the last time. */
  readonly problem: Problem | null
}

/** Which leads of a campaign: Instantly's own filters. */
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
  /** As Instantly numbers it. */
  readonly status: number
  /** Instantly's id of the subsequence; null: in none. */
  readonly subsequenceId: string | null
  /** When it came into it, as Instantly says. */
  readonly addedAt: string | null
}

export const moveStates = ['running', 'held', 'stopped', 'done'] as const
export type MoveState = (typeof moveStates)[number]
export const moveOutcomes = ['waiting', 'sent', 'moved', 'already', 'elsewhere', 'refused'] as const
export type MoveOutcome = (typeof moveOutcomes)[number]

/** Leads put into a subsequence, or taken out. */
export type SubsequenceMove = {
  readonly id: SubsequenceMoveId
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  /** Null: out; for what is taken back, where each was. */
  readonly into: { readonly id: SubsequenceId; readonly name: string } | null
  readonly undoOf: SubsequenceMoveId | null
  /** Whether something of it was moved, or may have been, and was not taken back yet. */
  readonly canUndo: boolean
  /** Whether the rest of it, or who was refused, can be moved yet. */
  readonly canGoOn: boolean
  readonly state: MoveState
  readonly askedAt: string
  readonly total: number
  readonly counts: Readonly<Record<MoveOutcome, number>>
  /** Why it is held. */
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
  /** The subsequences of a campaign as last read, those deleted at Instantly included. */
  'subsequences.list': query<CampaignSubsequences>({ reads: ['campaigns', 'subsequences'] })(one),
  /** Reads them and their figures now. `unlessYoung`: not if they were read some minutes ago, or cannot be. */
  'subsequences.read': command<CampaignSubsequences>({ touches })(
    one.extend({ unlessYoung: z.boolean().default(false) }),
  ),
  /** Starts or pauses one: at Instantly first, here once it agreed. Throws SUBSEQUENCE_GONE. */
  'subsequences.setActive': command<SubsequenceRow>({ touches })(sub.extend({ active: z.boolean() })),
  /** Asks Instantly why it sends or does not, and keeps the answer. */
  'subsequences.askSending': command<SendingReason>({ touches })(sub),
  /** Leads of a campaign as Instantly has them now, some pages at a time; `into`: only those in that subsequence. */
  'subsequences.leads': query<{ readonly rows: readonly PlacedLeadRow[]; readonly next: string | null }>({ reads: [] })(
    one.extend({
      pick: z.enum(leadPicks),
      into: subsequenceId.nullable(),
      after: z.string().max(500).nullable(),
    }),
  ),
  /** Where a lead of a campaign is now, by its address; null: it is not in that campaign. Asks Instantly. */
  'subsequences.leadOf': query<PlacedLeadRow | null>({ reads: [] })(one.extend({ email: z.string().min(1).max(400) })),
  /** Puts leads into a subsequence, or (`into` null) takes them out of theirs. Goes on by itself after any end. */
  'subsequenceMoves.start': command<SubsequenceMove>({ touches })(
    one.extend({
      into: subsequenceId.nullable(),
      leads: z.array(lead).min(1).max(1000),
      idempotencyKey: z.string().min(1).max(100),
    }),
  ),
  'subsequenceMoves.get': query<SubsequenceMove>({ reads: ['campaigns', 'subsequences'] })(move),
  /** The newest of a campaign, 20 at most. */
  'subsequenceMoves.ofCampaign': query<readonly SubsequenceMove[]>({ reads: ['campaigns', 'subsequences'] })(one),
  /** What became of each lead, those with a problem first. */
  'subsequenceMoves.leads': query<Page<MoveLeadRow>>({ reads: ['subsequences'] })(move.extend({ page: pageInput })),
  /** No further lead is moved; what was moved stays. */
  'subsequenceMoves.stop': command<SubsequenceMove>({ touches })(move),
  /** Goes on with what is left; those that were refused are tried again. */
  'subsequenceMoves.goOn': command<SubsequenceMove>({ touches })(move),
  /** Brings every lead it moved back to where it was, unless the lead was moved since. Stops it first; once only. */
  'subsequenceMoves.undo': command<SubsequenceMove>({ touches })(move),
}
