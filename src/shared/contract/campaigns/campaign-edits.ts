import { z } from 'zod'
import {
  type CampaignDraft,
  campaignDraft,
  type DraftChange,
  type UnreadPart,
} from '../../domain/campaigns/campaign-draft.ts'
import { typedName } from '../../domain/core/typed-name.ts'
import type { Problem } from '../../errors.ts'
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

/** A sending account to choose from. */
export type SenderChoice = {
  readonly email: string
  /** Instantly's account status: 1 active, 2 paused, 3 maintenance, below 0 broken; null if not read last time. */
  readonly status: number | null
  /** Maximum number of emails a day. */
  readonly dailyLimit: number | null
}

export type EditForm = {
  /** Initial content of the form: changes that Instantly has not accepted yet, otherwise the campaign as it is. */
  readonly draft: CampaignDraft
  /** The campaign as last read from Instantly; for a local campaign, as saved. */
  readonly opened: CampaignDraft
  readonly unread: readonly UnreadPart[]
  readonly senders: readonly SenderChoice[]
  /** Time the sending accounts were read; null if never, in which case only the campaign's own accounts are listed. */
  readonly sendersReadAt: string | null
}

export const driftKinds = ['not_agreed', 'both_changed', 'changed_there', 'deleted_there'] as const
/**
 * How the local copy and Instantly differ: our change has not reached Instantly; both changed; it changed at Instantly
 * after our change was accepted; it was deleted at Instantly while our change was waiting.
 */
export type DriftKind = (typeof driftKinds)[number]

export type Drift = {
  readonly kind: DriftKind
  /** The side that is correct, as far as that can be determined. */
  readonly right: 'ours' | 'theirs'
  readonly problem: Problem | null
  /** Changes from Instantly's version (`from`) to ours (`to`), for the fields changed here. */
  readonly changes: readonly DraftChange[]
}

/** `saved`: accepted by Instantly and read back. `differs`: changed at Instantly meanwhile, nothing was sent. */
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
  /** Whether a creation request was sent and not answered; its result is looked up before it is sent again. */
  readonly making: boolean
}
export type LocalCampaignDetail = LocalCampaignRow & {
  readonly form: EditForm
  /** Figures from before it was unlinked, as counted then; null if it was never at Instantly. */
  readonly figures: {
    readonly campaignId: CampaignId
    readonly name: string
    readonly totals: CampaignTotals
  } | null
}

export const deletionStates = ['held', 'sent', 'done', 'failed', 'undone'] as const
export type Deletion = {
  readonly id: number
  readonly campaignId: CampaignId
  readonly name: string
  readonly state: (typeof deletionStates)[number]
  readonly problem: Problem | null
}

/** One compared count. `there` is null if Instantly does not report it. */
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
  /** Number to be read according to Instantly's figures; null if not known. */
  readonly leadsThere: number | null
  readonly mailsThere: number | null
  readonly endedAt: string | null
  readonly counts: readonly ArchiveCount[]
  /** Whether nothing would be lost: the campaign is not running, and all counts match. */
  readonly safe: boolean
  /** Whether the campaign was running during the comparison. */
  readonly running: boolean
  readonly problem: Problem | null
}
export type ArchivedLeadRow = {
  readonly id: string
  readonly email: string | null
  readonly name: string
  readonly companyName: string
  readonly mails: number
}
export type ArchivedMail = {
  readonly id: string
  readonly kind: number | null
  readonly at: string
  readonly subject: string
  readonly text: string
}

const one = z.object({ campaignId })
const local = z.object({ localId: localCampaignId })
const side = z.enum(['ours', 'theirs'])
const topics = { touches: ['campaigns'] } as const

export const campaignEdits = {
  /** Returns the initial content of a campaign's form. Reads only local data. */
  'campaignEdits.form': query<EditForm>({ reads: ['workspaces', 'campaigns'] })(one),
  /** Reads a client's sending accounts from Instantly, to choose senders from. */
  'campaignEdits.readSenders': command<readonly SenderChoice[]>(topics)(z.object({ workspaceId })),
  /**
   * Changes a campaign at Instantly, and locally once Instantly has accepted the change. `opened` is the form's value.
   * Throws CAMPAIGN_EDIT_NOT_KEPT, OUTCOME_UNKNOWN.
   */
  'campaignEdits.save': command<SaveResult>(topics)(one.extend({ draft: campaignDraft, opened: campaignDraft })),
  /** Returns how the local copy and Instantly differ; null if they do not. */
  'campaignEdits.drift': query<Drift | null>({ reads: ['campaigns'] })(one),
  /**
   * Resolves a difference. `ours` sends our version again, or keeps it as a local campaign if it was deleted at
   * Instantly; `theirs` discards ours.
   */
  'campaignEdits.takeSide': command<{ readonly localId: LocalCampaignId | null }>(topics)(one.extend({ side })),

  /** Returns campaigns that exist only locally. */
  'localCampaigns.list': query<readonly LocalCampaignRow[]>({ reads: ['campaigns'] })(
    z.object({ workspaceId: workspaceId.nullable(), search: z.string().max(200).default('') }),
  ),
  'localCampaigns.detail': query<LocalCampaignDetail>({ reads: ['workspaces', 'campaigns'] })(local),
  'localCampaigns.make': command<LocalCampaignId>(topics)(
    z.object({ workspaceId, name: typedName(1_000), timezone: z.string().max(100) }),
  ),
  /** Copies any campaign into a local one: copy, schedule, settings; senders within one client. */
  'localCampaigns.duplicate': command<LocalCampaignId>(topics)(
    z.object({
      from: z.union([one, local]),
      workspaceId,
      name: typedName(1_000),
    }),
  ),
  'localCampaigns.save': command<LocalCampaignRow>(topics)(local.extend({ draft: campaignDraft })),
  /** Removes a local campaign, or restores it. */
  'localCampaigns.setRemoved': command(topics)(local.extend({ removed: z.boolean() })),
  /** Creates the campaign at Instantly as a draft, at most once. Throws CAMPAIGN_CREATION_UNCLEAR. */
  'localCampaigns.create': command<CampaignId>(topics)(local),
  /** Returns the differences between a local campaign (`to`) and one at Instantly (`from`). */
  'localCampaigns.compare': query<readonly DraftChange[]>({ reads: ['campaigns'] })(local.extend({ campaignId })),
  /** Links a campaign at Instantly to this one. `ours`: it is changed there to match the local one. */
  'localCampaigns.link': command<SaveResult>(topics)(local.extend({ campaignId, side })),
  /** Creates a local campaign from one at Instantly, which stays there; both keep its figures so far. */
  'localCampaigns.unlink': command<LocalCampaignId>(topics)(one),

  /** Requests the deletion of campaigns at Instantly after some seconds, during which it can be undone. */
  'campaignDeletions.ask': command<readonly Deletion[]>(topics)(
    z.object({ campaignIds: z.array(campaignId).min(1).max(500) }),
  ),
  /** Cancels the deletions that have not been sent. Returns the ids of those cancelled. */
  'campaignDeletions.undo': command<readonly number[]>(topics)(z.object({ ids: z.array(z.number().int()).max(500) })),
  /** Returns the state of deletions, including finished ones. */
  'campaignDeletions.results': query<readonly Deletion[]>({ reads: ['campaigns'] })(
    z.object({ ids: z.array(z.number().int()).max(500) }),
  ),

  /** Returns the progress of archiving a campaign; null if it was never started. */
  'archives.get': query<Archive | null>({ reads: ['campaigns'] })(one),
  'archives.start': command<Archive>(topics)(one),
  'archives.cancel': command<Archive>(topics)(one),
  /** Deletes an archived campaign at Instantly, after comparing once more. Throws ARCHIVE_NOT_SAFE. */
  'archives.free': command<readonly Deletion[]>(topics)(one),
  'archives.leads': query<Page<ArchivedLeadRow>>({ reads: ['campaigns'] })(
    one.extend({ search: z.string().max(200).default(''), page: pageInput }),
  ),
  /** Returns the emails exchanged with a lead, oldest first. */
  'archives.mails': query<readonly ArchivedMail[]>({ reads: ['campaigns'] })(
    one.extend({ email: z.string().max(320) }),
  ),
}
