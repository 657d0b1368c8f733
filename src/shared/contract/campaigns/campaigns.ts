import { z } from 'zod'
import type { CampaignState } from '../../domain/campaigns/campaign-state.ts'
import type { CampaignCopy } from '../../domain/campaigns/read-campaign.ts'
import type { ErrorCode, ErrorData } from '../../errors.ts'
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

/** Figures as Instantly counts them; `Unique` counts people, the others events. */
export type CampaignCounts = {
  readonly sent: number
  /** People written to for the first time. */
  readonly contacted: number
  readonly opened: number
  readonly openedUnique: number
  readonly clicked: number
  readonly clickedUnique: number
  /** Automatic replies are not in these. */
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

/** People of a campaign; null until all labels were synced, with how far that is. */
export type LabelsOfCampaign = Readonly<Record<keyof LabelCounts, number | null>> & { readonly read: LabelsRead }

/** Why the days and steps of a campaign could not be read the last time. */
export type CampaignProblem = { readonly code: ErrorCode; readonly at: string; readonly failures: number }

export type CampaignRow = {
  readonly id: CampaignId
  readonly workspaceId: WorkspaceId
  /** Instantly's id of it. */
  readonly remoteId: string
  readonly name: string
  readonly state: CampaignState
  /** Instantly's number of the state. */
  readonly status: number
  /** Null: never read. */
  readonly tags: readonly string[] | null
  /** The client it belongs to within the workspace; null: the workspace itself. */
  readonly partId: ClientPartId | null
  /** Who said so: the operator, or a rule; null where nobody did. */
  readonly partBy: 'hand' | 'rule' | null
  readonly totals: CampaignTotals
  /** People by how far their label says they are. */
  readonly labels: LabelsOfCampaign
  /** Whether opens and clicks are counted at all. */
  readonly measures: { readonly opens: boolean; readonly clicks: boolean }
  /** When the totals were last read or confirmed; null: never. */
  readonly readAt: string | null
  readonly goneAt: string | null
  /** How here and Instantly differ; null: they do not. */
  readonly drift: DriftKind | null
  readonly problem: CampaignProblem | null
}

export type SendingReason = {
  /** Instantly's code, such as `out_of_schedule`. */
  readonly code: string
  /** Instantly's own words, for codes nobody knows. */
  readonly message: string | null
  readonly issueSince: string | null
  readonly lastSendAt: string | null
  readonly accounts: { readonly connected: number; readonly available: number } | null
  readonly limit: { readonly limit: number | null; readonly sent: number } | null
  readonly followUps: { readonly count: number; readonly nextInS: number | null } | null
  readonly askedAt: string
}

export type CampaignDetail = {
  readonly campaign: CampaignRow
  /** The rule that gave it to its client. */
  readonly partRule: ClientRuleWords | null
  readonly copy: CampaignCopy
  readonly createdAt: string | null
  /** When name, copy, schedule and settings were read. */
  readonly contentAt: string
  /** When days and steps were read; null: never. */
  readonly detailsAt: string | null
  /** As last asked; null: never. */
  readonly sending: SendingReason | null
  /** Exports of ours into it, newest first. */
  readonly exports: readonly { readonly id: ExportId; readonly listName: string; readonly at: string }[]
}

/** A UTC day with figures; `date` is YYYY-MM-DD. */
export type CampaignDayRow = CampaignCounts & {
  readonly date: string
  /** Whoever became interested on this day, as far as is known. */
  readonly interested: number | null
  /** Instantly tells them by campaign only: what a sync found more than the one before; null before the first. */
  readonly unsubscribed: number | null
}

export type CampaignStepRow = CampaignCounts & {
  /** From 1; null where Instantly named none. */
  readonly step: number | null
  /** From 0, which is A; null where Instantly named none. */
  readonly variant: number | null
  readonly subject: string | null
  /** Of those interested, whoever answered this email; null where nobody knows. */
  readonly interested: number | null
}

export type CampaignFigures = {
  /** Oldest first. */
  readonly days: readonly CampaignDayRow[]
  readonly steps: readonly CampaignStepRow[]
}

export const readingStates = ['running', 'done', 'partly', 'failed', 'cut_off'] as const
export type ReadingState = (typeof readingStates)[number]

/** One reading of a client's campaigns: *N imported, M updated, K gone*. */
export type CampaignReading = {
  readonly workspaceId: WorkspaceId
  readonly requestedBy: 'timer' | 'operator'
  readonly state: ReadingState
  readonly startedAt: string
  readonly durationMs: number | null
  readonly imported: number
  readonly updated: number
  readonly gone: number
  /** Campaigns whose days and steps were read. */
  readonly detailed: number
  readonly failed: number
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
}

/** How the reading of a client's campaigns stands. */
export type ReadingHealth = {
  readonly workspaceId: WorkspaceId
  readonly running: boolean
  readonly last: CampaignReading | null
  /** The last that brought everything. */
  readonly lastGoodAt: string | null
  readonly nextAt: string | null
  /** Why it is not read by itself: no key, or none that may. */
  readonly held: 'no_key' | 'offline' | 'paused' | null
  /** Failed readings in a row. */
  readonly failures: number
  /** Campaigns whose days and steps could not be read. */
  readonly failedCampaigns: number
}

/** What became of one campaign of many. */
export type SwitchResult = {
  readonly campaignId: CampaignId
  readonly name: string
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
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

/** Minutes between two readings: 5 minutes to 24 hours. */
export const campaignSettings = z.object({ everyMinutes: z.number().int().min(5).max(1440) })
export type CampaignSettings = z.output<typeof campaignSettings>

const filter = clientFilter.extend({
  /** Only those of no part. */
  unassigned: z.boolean().default(false),
  search: z.string().max(200).default(''),
  show: z.enum(['all', 'running', 'stopped', 'gone', 'differing']).default('all'),
})
export type CampaignFilter = z.output<typeof filter>

const one = z.object({ campaignId })

export const campaigns = {
  /** Campaigns of a client or of all, those deleted at Instantly included. */
  'campaigns.list': query<Page<CampaignRow>>({ reads: ['workspaces', 'campaigns', 'clients', 'labels'] })(
    filter.extend({
      sort: z.enum(campaignSorts).default('sent'),
      descending: z.boolean().default(true),
      page: pageInput,
    }),
  ),
  /** A campaign by Instantly's id of it, called as Instantly calls it now; null where it was never read. */
  'campaigns.find': query<Pick<CampaignRow, 'id' | 'name' | 'state'> | null>({ reads: ['campaigns'] })(
    z.object({ workspaceId, remoteId: z.string().min(1).max(200) }),
  ),
  'campaigns.detail': query<CampaignDetail>({
    reads: ['workspaces', 'lists', 'exports', 'campaigns', 'clients', 'labels'],
  })(one),
  /** Days and steps as last read. */
  'campaigns.figures': query<CampaignFigures>({ reads: ['workspaces', 'campaigns', 'labels', 'inbox'] })(one),
  /** Asks Instantly why a campaign sends or does not, and keeps the answer. */
  'campaigns.askSending': command<SendingReason>({ touches: ['campaigns'] })(one),
  /** Starts or pauses a campaign: at Instantly first, here once it agreed. */
  'campaigns.setActive': command<CampaignRow>({ touches: ['campaigns'] })(one.extend({ active: z.boolean() })),
  /** The same for many, each for itself; what failed is told for each. */
  'campaigns.setManyActive': command<readonly SwitchResult[]>({ touches: ['campaigns'] })(
    z.object({ campaignIds: z.array(campaignId).min(1).max(500), active: z.boolean() }),
  ),
  /** Reads the campaigns of a client, or of all, now. */
  'campaigns.readNow': command<readonly CampaignReading[]>({ touches: ['campaigns'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** Reads days and steps of one campaign again. Throws SYNC_FAILED. */
  'campaigns.retry': command<CampaignRow>({ touches: ['campaigns'] })(one),
  'campaigns.health': query<readonly ReadingHealth[]>({ reads: ['workspaces', 'campaigns'] })(z.object({})),
  'campaigns.settings': query<CampaignSettings>({ reads: ['settings'] })(z.object({})),
  'campaigns.saveSettings': command<CampaignSettings>({ touches: ['campaigns', 'settings'] })(campaignSettings),
}
