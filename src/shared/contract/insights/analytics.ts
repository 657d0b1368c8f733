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
 * Sums over a period of UTC days. They count people, except for `sent` and `automatic`. People who are interested or
 * further are counted on the day that was first known; null until all labels are synced. See docs/analytics.md.
 */
export type PeriodSums = {
  readonly sent: number
  readonly contacted: number
  readonly openedUnique: number
  readonly clickedUnique: number
  readonly repliedUnique: number
  readonly automatic: number
} & Readonly<Record<keyof LabelCounts, number | null>>

/** Figures of one campaign over a period. */
export type CampaignPeriod = {
  readonly id: CampaignId
  readonly workspaceId: WorkspaceId
  readonly partId: ClientPartId | null
  readonly name: string
  readonly state: CampaignState
  readonly measures: Measures
  readonly sums: PeriodSums
  /** Totals over the campaign's lifetime: Instantly counts bounces and unsubscribes by campaign, not by day. */
  readonly life: { readonly sent: number; readonly bounced: number; readonly unsubscribed: number }
}

/** One interval of the period: a day, a week or a month. `date` is its first day. */
export type PeriodPlace = { readonly date: string; readonly sums: PeriodSums }

export type AnalyticsOverview = {
  readonly from: string
  readonly to: string
  readonly grain: Grain
  /** Campaigns with any activity in the period, sorted by emails sent. */
  readonly campaigns: readonly CampaignPeriod[]
  readonly sums: PeriodSums
  /** The same sums for the preceding period of equal length; null if there is no data for it. */
  readonly before: PeriodSums | null
  readonly places: readonly PeriodPlace[]
  /** Time the days were read, taken from the oldest of these campaigns. Null if never. */
  readonly readAt: string | null
  /** Number of campaigns whose days are not known: never read, or not read since their totals changed. */
  readonly behind: number
  /** Sync progress of labels; nobody is counted as interested until it is complete. */
  readonly labels: LabelsRead
}

/** One campaign over the period, for comparison. */
export type CampaignSeries = { readonly id: CampaignId; readonly places: readonly PeriodPlace[] }

const asked = clientFilter.extend({
  /** A named period up to today, or first and last day, UTC, YYYY-MM-DD. */
  period: z.union([z.enum(namedPeriods), daySpan]),
  /** Only these campaigns; null for all of the client, or of all clients. */
  campaignIds: z.array(campaignId).min(1).max(1_000).nullable().default(null),
})
export type AnalyticsRequest = z.output<typeof asked>

export const analytics = {
  /** Returns all campaigns of a client (a workspace or a part of one), or of all, over a period, from local data. */
  'analytics.overview': query<AnalyticsOverview>({ reads: ['campaigns', 'clients', 'labels', 'workspaces'] })(asked),
  /** Returns selected campaigns over the period, in the same intervals as the overview. */
  'analytics.series': query<readonly CampaignSeries[]>({ reads: ['campaigns', 'clients', 'labels', 'workspaces'] })(
    daySpan.safeExtend({ campaignIds: z.array(campaignId).min(1).max(6) }),
  ),
  /** Saves the campaigns of the overview as CSV; returns null if the operator cancels. */
  'analytics.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    asked.extend({
      /** The visible columns, in order; null for all figures of the period. */
      columns: z.array(z.enum(tableColumns)).max(tableColumns.length).nullable().default(null),
      /** The visible campaigns, in order; null for all. */
      order: z.array(campaignId).max(5_000).nullable().default(null),
    }),
  ),
  /** Returns the columns shown in the campaign table; they are the same for all clients. */
  'analytics.tableColumns': query<readonly TableColumnName[]>({ reads: ['settings'] })(z.object({})),
  'analytics.saveTableColumns': command({ touches: ['settings'] })(
    z.object({ columns: z.array(z.enum(tableColumns)).max(tableColumns.length) }),
  ),
}
