import { z } from 'zod'
import type { CampaignState } from '../../domain/campaigns/campaign-state.ts'
import type { CampaignCopy } from '../../domain/campaigns/read-campaign.ts'
import type { ErrorCode, Problem } from '../../errors.ts'
import {
  type CampaignId,
  type ClientPartId,
  campaignId,
  type ExportId,
  type WorkspaceId,
  workspaceId,
} from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import type { ClientRuleWords } from '../clients/clients.ts'
import { type Page, pageInput } from '../core/page.ts'
import type { LabelCounts, LabelsRead } from '../events/lead-labels.ts'
import { command, query } from '../route.ts'
import type { DriftKind } from './campaign-edits.ts'

/** Figures as counted by Instantly; `Unique` ones count people, the others events. */
export type CampaignCounts = {
  readonly sent: number
  /** People contacted for the first time. */
  readonly contacted: number
  readonly opened: number
  readonly openedUnique: number
  readonly clicked: number
  readonly clickedUnique: number
  /** Without automatic replies. */
  readonly replied: number
  readonly repliedUnique: number
  readonly automatic: number
  readonly automaticUnique: number
  readonly opportunities: number
}

export type CampaignTotals = CampaignCounts & {
  readonly bounced: number
  readonly unsubscribed: number
  readonly completed: number
  /** Hundredths of the workspace's currency, which Instantly does not name. */
  readonly opportunityCents: number
}

/** Labelled people of a campaign, with the sync progress; null until all labels are synced. */
export type LabelsOfCampaign = Readonly<Record<keyof LabelCounts, number | null>> & { readonly read: LabelsRead }

/** Why the days and steps of a campaign could not be read last time. */
export type CampaignProblem = { readonly code: ErrorCode; readonly at: string; readonly failures: number }

export type CampaignRow = {
  readonly id: CampaignId
  readonly workspaceId: WorkspaceId
  /** Instantly's id of the campaign. */
  readonly remoteId: string
  readonly name: string
  readonly state: CampaignState
  /** Null if never read. */
  readonly tags: readonly string[] | null
  /** The part of the workspace it belongs to; null for the workspace itself. */
  readonly partId: ClientPartId | null
  /** Whether the operator or a rule assigned it; null if it is not assigned. */
  readonly partBy: 'hand' | 'rule' | null
  readonly totals: CampaignTotals
  /** People by the stage of their label. */
  readonly labels: LabelsOfCampaign
  /** Whether opens and clicks are tracked at all. */
  readonly measures: { readonly opens: boolean; readonly clicks: boolean }
  /** Time the totals were last read or confirmed; null if never. */
  readonly readAt: string | null
  readonly goneAt: string | null
  /** How the local copy and Instantly differ; null if they do not. */
  readonly drift: DriftKind | null
  readonly problem: CampaignProblem | null
}

export type SendingReason = {
  /** Instantly's code, for example `out_of_schedule`. */
  readonly code: string
  /** Instantly's own message, for unknown codes. */
  readonly message: string | null
  readonly issueSince: string | null
  readonly lastSendAt: string | null
  readonly accounts: { readonly connected: number; readonly available: number } | null
  readonly limit: { readonly limit: number | null; readonly sent: number } | null
  readonly followUps: { readonly count: number } | null
  readonly askedAt: string
}

export type CampaignDetail = {
  readonly campaign: CampaignRow
  /** The rule that assigned it to its client. */
  readonly partRule: ClientRuleWords | null
  readonly copy: CampaignCopy
  readonly createdAt: string | null
  /** Time name, copy, schedule and settings were read. */
  readonly contentAt: string
  /** Time days and steps were read; null if never. */
  readonly detailsAt: string | null
  /** The last answer from Instantly; null if it was never asked. */
  readonly sending: SendingReason | null
  /** Exports of Sendoff into it, newest first. */
  readonly exports: readonly { readonly id: ExportId; readonly listName: string; readonly at: string }[]
}

/** Figures of a UTC day; `date` is YYYY-MM-DD. */
export type CampaignDayRow = CampaignCounts & {
  readonly date: string
  /** People who became interested on this day, as far as known. */
  readonly interested: number | null
  /** Instantly reports these only per campaign: the increase a sync found over the last one; null before the first. */
  readonly unsubscribed: number | null
}

export type CampaignStepRow = CampaignCounts & {
  /** From 1; null if Instantly gave none. */
  readonly step: number | null
  /** From 0, which is A; null if Instantly gave none. */
  readonly variant: number | null
  readonly subject: string | null
  /** Interested people who replied to this email; null if not known. */
  readonly interested: number | null
}

export type CampaignFigures = {
  /** Oldest first. */
  readonly days: readonly CampaignDayRow[]
  readonly steps: readonly CampaignStepRow[]
}

export const readingStates = ['running', 'done', 'partly', 'failed', 'cut_off'] as const
export type ReadingState = (typeof readingStates)[number]

/** A sync of a client's campaigns: *N imported, M updated, K gone*. */
export type CampaignReading = {
  readonly workspaceId: WorkspaceId
  readonly requestedBy: 'timer' | 'operator'
  readonly state: ReadingState
  readonly imported: number
  readonly updated: number
  readonly gone: number
  /** Campaigns whose days and steps were read. */
  readonly detailed: number
  readonly failed: number
  readonly problem: Problem | null
}

/** The state of syncing a client's campaigns. */
export type ReadingHealth = {
  readonly workspaceId: WorkspaceId
  readonly running: boolean
  readonly last: CampaignReading | null
  /** Time of the last complete sync. */
  readonly lastGoodAt: string | null
  readonly nextAt: string | null
  /** Why it is not synced automatically: for `no_key`, there is no key or none with the required scope. */
  readonly held: 'no_key' | 'offline' | 'paused' | null
  /** Number of consecutive failed syncs. */
  readonly failures: number
}

/** The result for one of several campaigns. */
export type SwitchResult = {
  readonly campaignId: CampaignId
  readonly name: string
  readonly problem: Problem | null
}

export const campaignSorts = [
  'name',
  'client',
  'state',
  'sent',
  'opened',
  'replied',
  'bounced',
  'interested',
  'meetings',
] as const
export type CampaignSort = (typeof campaignSorts)[number]

/** Minutes between two syncs: 5 minutes to 24 hours. */
export const campaignSettings = z.object({ everyMinutes: z.number().int().min(5).max(1440) })
export type CampaignSettings = z.output<typeof campaignSettings>

const filter = clientFilter.extend({
  /** Only campaigns that belong to no part. */
  unassigned: z.boolean().default(false),
  search: z.string().max(200).default(''),
  show: z.enum(['all', 'running', 'stopped', 'gone', 'differing']).default('all'),
})
export type CampaignFilter = z.output<typeof filter>

const one = z.object({ campaignId })

export const campaigns = {
  /** Returns the campaigns of one client or of all, including those deleted at Instantly. */
  'campaigns.list': query<Page<CampaignRow>>({ reads: ['workspaces', 'campaigns', 'clients', 'labels'] })(
    filter.extend({
      sort: z.enum(campaignSorts).default('sent'),
      descending: z.boolean().default(true),
      page: pageInput,
    }),
  ),
  /** Returns a campaign by Instantly's id, with its current name at Instantly; null if it was never read. */
  'campaigns.find': query<Pick<CampaignRow, 'id' | 'name' | 'state'> | null>({ reads: ['campaigns'] })(
    z.object({ workspaceId, remoteId: z.string().min(1).max(200) }),
  ),
  'campaigns.detail': query<CampaignDetail>({
    reads: ['workspaces', 'lists', 'exports', 'campaigns', 'clients', 'labels'],
  })(one),
  /** Returns days and steps as last read. */
  'campaigns.figures': query<CampaignFigures>({ reads: ['workspaces', 'campaigns', 'labels', 'inbox'] })(one),
  /** Asks Instantly why a campaign is sending or not, and stores the answer. */
  'campaigns.askSending': command<SendingReason>({ touches: ['campaigns'] })(one),
  /** Starts or pauses a campaign: at Instantly first, locally once Instantly has accepted. */
  'campaigns.setActive': command<CampaignRow>({ touches: ['campaigns'] })(one.extend({ active: z.boolean() })),
  /** Starts or pauses several campaigns independently; each result reports its own failure. */
  'campaigns.setManyActive': command<readonly SwitchResult[]>({ touches: ['campaigns'] })(
    z.object({ campaignIds: z.array(campaignId).min(1).max(500), active: z.boolean() }),
  ),
  /** Reads the campaigns of one client or of all now. */
  'campaigns.readNow': command<readonly CampaignReading[]>({ touches: ['campaigns'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** Reads days and steps of one campaign again. Throws SYNC_FAILED. */
  'campaigns.retry': command<CampaignRow>({ touches: ['campaigns'] })(one),
  'campaigns.health': query<readonly ReadingHealth[]>({ reads: ['workspaces', 'campaigns'] })(z.object({})),
  'campaigns.settings': query<CampaignSettings>({ reads: ['settings'] })(z.object({})),
  'campaigns.saveSettings': command<CampaignSettings>({ touches: ['campaigns', 'settings'] })(campaignSettings),
}
