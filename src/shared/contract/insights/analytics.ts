import { z } from 'zod'
import type { CampaignState } from '../../domain/campaigns/campaign-state.ts'
import type { Measures } from '../../domain/campaigns/rates.ts'
import { type Grain, namedPeriods } from '../../domain/insights/analytics/period.ts'
import { type TableColumnName, tableColumns } from '../../domain/insights/analytics/table-columns.ts'
import { type CampaignId, type ClientPartId, campaignId, type WorkspaceId } from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import { daySpan } from '../core/day.ts'
import type { LabelCounts, LabelsRead } from '../events/lead-labels.ts'
import { command, query } from '../route.ts'

/**
 * Sums over a period of UTC days: people, but for `sent` and `automatic`. Whoever is interested or further counts on the day
 * that was first known; null until all labels were synced. docs/analytics.md.
 */
export type PeriodSums = {
  readonly sent: number
  readonly contacted: number
  readonly openedUnique: number
  readonly clickedUnique: number
  readonly repliedUnique: number
  readonly automatic: number
} & Readonly<Record<keyof LabelCounts, number | null>>

/** One campaign over a period. */
export type CampaignPeriod = {
  readonly id: CampaignId
  readonly workspaceId: WorkspaceId
  readonly partId: ClientPartId | null
  readonly name: string
  readonly state: CampaignState
  readonly measures: Measures
  readonly sums: PeriodSums
  /** Of its whole life: Instantly counts bounces and unsubscribes by campaign, not by day. */
  readonly life: { readonly sent: number; readonly bounced: number; readonly unsubscribed: number }
}

/** One place along the period: a day, a week or a month. `date` is its first day. */
export type PeriodPlace = { readonly date: string; readonly sums: PeriodSums }

export type AnalyticsOverview = {
  readonly from: string
  readonly to: string
  readonly grain: Grain
  /** Campaigns that sent or got something in the period, by mails sent. */
  readonly campaigns: readonly CampaignPeriod[]
  readonly sums: PeriodSums
  /** The same of as many days before; null where nothing is known of them. */
  readonly before: PeriodSums | null
  readonly places: readonly PeriodPlace[]
  /** How old the figures are: when days were read, the oldest of the campaigns here. Null: never. */
  readonly readAt: string | null
  /** Campaigns whose days are not known: never read, or not since their totals changed. */
  readonly behind: number
  /** How far labels are: until they are all there nobody counts as interested. */
  readonly labels: LabelsRead
}

/** One campaign along the period, for comparing. */
export type CampaignSeries = { readonly id: CampaignId; readonly places: readonly PeriodPlace[] }

const asked = clientFilter.extend({
  /** By name, up to today; or first and last day, UTC, YYYY-MM-DD. */
  period: z.union([z.enum(namedPeriods), daySpan]),
  /** Only these campaigns; null for all of the client, or of all clients. */
  campaignIds: z.array(campaignId).min(1).max(1_000).nullable().default(null),
})
export type AnalyticsAsked = z.output<typeof asked>

export const analytics = {
  /** All campaigns of a client (a workspace or a part of one), or of all clients, over a period. Everything is local. */
  'analytics.overview': query<AnalyticsOverview>({ reads: ['campaigns', 'clients', 'labels', 'workspaces'] })(asked),
  /** Chosen campaigns along the period, at the same places as the overview's. */
  'analytics.series': query<readonly CampaignSeries[]>({ reads: ['campaigns', 'clients', 'labels', 'workspaces'] })(
    daySpan.safeExtend({ campaignIds: z.array(campaignId).min(1).max(6) }),
  ),
  /** The campaigns of the overview as CSV; null where the operator cancels. */
  'analytics.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    asked.extend({
      /** The columns seen, in their order; null for all figures of the period. */
      columns: z.array(z.enum(tableColumns)).nullable().default(null),
      /** The campaigns seen, in their order; null for all. */
      order: z.array(campaignId).max(5_000).nullable().default(null),
    }),
  ),
  /** Columns the table of campaigns shows, the same for all clients. */
  'analytics.tableColumns': query<readonly TableColumnName[]>({ reads: ['settings'] })(z.object({})),
  'analytics.saveTableColumns': command<null>({ touches: ['settings'] })(
    z.object({ columns: z.array(z.enum(tableColumns)).max(tableColumns.length) }),
  ),
}
