import { z } from 'zod'
import {
  type CampaignDraft,
  campaignDraft,
  type DraftChange,
  type UnreadPart,
} from '../../domain/campaigns/campaign-draft.ts'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import {
  type CampaignId,
  campaignId,
  type LocalCampaignId,
  localCampaignId,
  type WorkspaceId,
  workspaceId,
} from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'
import type { CampaignTotals } from './campaigns.ts'

type Problem = { readonly code: ErrorCode; readonly data: ErrorData }

/** A sending account that can be chosen. */
export type SenderChoice = {
  readonly email: string
  /** As Instantly numbers it: 1 active, 2 paused, 3 maintenance, below 0 broken; null: not among those last read. */
  readonly status: number | null
  /** Mails a day. */
  readonly dailyLimit: number | null
}

export type EditForm = {
  /** What the form begins with: what waits to be agreed, or as it is. */
  readonly draft: CampaignDraft
  /** As Instantly had it when last read; for a local campaign, as it is saved. */
  readonly opened: CampaignDraft
  readonly unread: readonly UnreadPart[]
  readonly senders: readonly SenderChoice[]
  /** When the sending accounts were read; null: never, and only its own are named. */
  readonly sendersReadAt: string | null
}

export const driftKinds = ['not_agreed', 'both_changed', 'changed_there', 'deleted_there'] as const
/**
 * How here and Instantly differ: our change has not reached it; both changed; it changed there after ours was agreed; it
 * was deleted there while ours waits.
 */
export type DriftKind = (typeof driftKinds)[number]

export type Drift = {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly kind: DriftKind
  /** The side that is right, as far as can be told. */
  readonly right: 'ours' | 'theirs'
  readonly changedAt: string
  readonly foundAt: string
  readonly problem: Problem | null
  /** From Instantly's side (`from`) to ours (`to`), of the fields changed here. */
  readonly changes: readonly DraftChange[]
}

/** `saved`: agreed, and read back as wished. `differs`: it changed at Instantly since it was opened; nothing was sent. */
export type SaveResult = { readonly outcome: 'saved' | 'unchanged' | 'differs' }

export const localOrigins = ['made', 'duplicate', 'unlinked', 'deleted_there'] as const
export type LocalCampaignRow = {
  readonly id: LocalCampaignId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly origin: (typeof localOrigins)[number]
  readonly steps: number
  readonly senders: number
  readonly changedAt: string
  /** A request to make it at Instantly left and was not answered: what became of it is looked for first. */
  readonly making: boolean
}
export type LocalCampaignDetail = LocalCampaignRow & {
  readonly form: EditForm
  /** Of before it was unlinked, as counted then; null where it never was at Instantly. */
  readonly figures: {
    readonly campaignId: CampaignId
    readonly name: string
    readonly at: string
    readonly totals: CampaignTotals
  } | null
}

export const deletionStates = ['held', 'sent', 'done', 'failed', 'undone'] as const
export type Deletion = {
  readonly id: number
  readonly campaignId: CampaignId
  readonly name: string
  readonly state: (typeof deletionStates)[number]
  /** Until then it can be undone. */
  readonly dueAt: string
  readonly problem: Problem | null
}

/** One compared count. `there` null: Instantly does not say. */
export type ArchiveCount = {
  readonly what: 'leads_listed' | 'leads_total' | 'mails_sent' | 'sent' | 'replied' | 'days_sent'
  readonly there: number | null
  readonly here: number
}
export type Archive = {
  readonly state: 'running' | 'cancelled' | 'failed' | 'done'
  readonly step: 'leads' | 'mails' | 'figures' | 'compare'
  readonly leads: number
  readonly mails: number
  /** What is to be read by Instantly's figures; null: not known. */
  readonly leadsThere: number | null
  readonly mailsThere: number | null
  readonly startedAt: string
  readonly endedAt: string | null
  readonly counts: readonly ArchiveCount[]
  /** Nothing would be lost: not running, and every count the same. */
  readonly safe: boolean
  /** It was running when compared. */
  readonly running: boolean
  readonly problem: Problem | null
}
export type ArchivedLeadRow = {
  readonly id: string
  readonly email: string | null
  readonly name: string
  readonly companyName: string
  readonly status: number
  readonly mails: number
}
export type ArchivedMail = {
  readonly id: string
  readonly kind: number | null
  readonly at: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

const one = z.object({ campaignId })
const local = z.object({ localId: localCampaignId })
const side = z.enum(['ours', 'theirs'])
const topics = { touches: ['campaigns'] } as const

export const campaignEdits = {
  /** What the form of a campaign begins with. Local. */
  'campaignEdits.form': query<EditForm>({ reads: ['workspaces', 'campaigns'] })(one),
  /** Reads a client's sending accounts from Instantly, for the choice of senders. */
  'campaignEdits.readSenders': command<readonly SenderChoice[]>(topics)(z.object({ workspaceId })),
  /** Changes a campaign at Instantly, here once it agreed. `opened` is the form's. Throws CAMPAIGN_EDIT_NOT_KEPT, OUTCOME_UNKNOWN. */
  'campaignEdits.save': command<SaveResult>(topics)(one.extend({ draft: campaignDraft, opened: campaignDraft })),
  /** Where here and Instantly differ; null where they do not. */
  'campaignEdits.drift': query<Drift | null>({ reads: ['campaigns'] })(one),
  /** Ends a difference: `ours` is sent again, or kept as a local campaign where it was deleted there; `theirs` drops ours. */
  'campaignEdits.takeSide': command<{ readonly localId: LocalCampaignId | null }>(topics)(one.extend({ side })),

  /** Campaigns that are only here. */
  'localCampaigns.list': query<readonly LocalCampaignRow[]>({ reads: ['campaigns'] })(
    z.object({ workspaceId: workspaceId.nullable(), search: z.string().max(200).default('') }),
  ),
  'localCampaigns.detail': query<LocalCampaignDetail>({ reads: ['workspaces', 'campaigns'] })(local),
  'localCampaigns.make': command<LocalCampaignId>(topics)(
    z.object({ workspaceId, name: z.string().trim().min(1).max(1_000), timezone: z.string().max(100) }),
  ),
  /** Copies a campaign, at Instantly or local, into a local one: copy, schedule, settings; senders in the same client only. */
  'localCampaigns.duplicate': command<LocalCampaignId>(topics)(
    z.object({
      from: z.union([one, local]),
      workspaceId,
      name: z.string().trim().min(1).max(1_000),
    }),
  ),
  'localCampaigns.save': command<LocalCampaignRow>(topics)(local.extend({ draft: campaignDraft })),
  /** Removed, and back again. */
  'localCampaigns.setRemoved': command<null>(topics)(local.extend({ removed: z.boolean() })),
  /** Makes it at Instantly as a draft, once. Throws CAMPAIGN_CREATION_UNCLEAR. */
  'localCampaigns.create': command<CampaignId>(topics)(local),
  /** What differs between a local campaign (`to`) and one at Instantly (`from`). */
  'localCampaigns.compare': query<readonly DraftChange[]>({ reads: ['campaigns'] })(local.extend({ campaignId })),
  /** Says that a campaign at Instantly is this one. `ours`: it is changed there to be as here. */
  'localCampaigns.link': command<SaveResult>(topics)(local.extend({ campaignId, side })),
  /** Makes a local campaign of one at Instantly, which stays there; its figures until now stay with both. */
  'localCampaigns.unlink': command<LocalCampaignId>(topics)(one),

  /** Asks to delete campaigns at Instantly: after some seconds, until which it can be undone. */
  'campaignDeletions.ask': command<readonly Deletion[]>(topics)(
    z.object({ campaignIds: z.array(campaignId).min(1).max(500) }),
  ),
  /** Takes back those that have not been sent. Gives which were. */
  'campaignDeletions.undo': command<readonly number[]>(topics)(z.object({ ids: z.array(z.number().int()).max(500) })),
  /** How deletions stand, those that ended too. */
  'campaignDeletions.results': query<readonly Deletion[]>({ reads: ['campaigns'] })(
    z.object({ ids: z.array(z.number().int()).max(500) }),
  ),

  /** How far the archiving of a campaign is; null: never begun. */
  'archives.get': query<Archive | null>({ reads: ['campaigns'] })(one),
  'archives.start': command<Archive>(topics)(one),
  'archives.cancel': command<Archive>(topics)(one),
  /** Deletes an archived campaign at Instantly, after comparing once more. Throws ARCHIVE_NOT_SAFE. */
  'archives.free': command<readonly Deletion[]>(topics)(one),
  'archives.leads': query<Page<ArchivedLeadRow>>({ reads: ['campaigns'] })(
    one.extend({ search: z.string().max(200).default(''), page: pageInput }),
  ),
  /** The mails with a lead, oldest first. */
  'archives.mails': query<readonly ArchivedMail[]>({ reads: ['campaigns'] })(
    one.extend({ email: z.string().max(320) }),
  ),
}
