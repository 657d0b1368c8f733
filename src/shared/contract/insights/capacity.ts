import { z } from 'zod'
import { type CampaignId, remoteId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import { query } from '../route.ts'

/** Leads who have not been sent an email, and the days until the last of them has, 0 for today. */
export type LeadsLeft = {
  /** Null if Instantly was never asked. */
  readonly waiting: number | null
  /** Null if it takes longer than is computed, or is not known. */
  readonly days: number | null
}
export type CapacityDay = {
  readonly date: string
  /** What accounts with a known limit may send. */
  readonly possible: number
  readonly first: number
  readonly followUps: number
}
/** Emails of the next seven days. */
export type CapacityClient = {
  readonly workspaceId: WorkspaceId
  readonly first: number
  readonly followUps: number
  readonly leads: LeadsLeft
}
export type CapacityCampaignRow = {
  readonly workspaceId: WorkspaceId
  readonly campaignId: CampaignId
  readonly name: string
  readonly first: number
  readonly followUps: number
  readonly leads: LeadsLeft
}
export type CapacityView = {
  /** Today first. */
  readonly days: readonly CapacityDay[]
  readonly clients: readonly CapacityClient[]
  /** Sorted by which runs out of leads first. */
  readonly campaigns: readonly CapacityCampaignRow[]
  /** Maximum number of days computed; leads may last longer. */
  readonly mostDays: number
}
export type AccountWeek = {
  readonly email: string
  readonly days: readonly { readonly date: string; readonly planned: number; readonly possible: number }[]
}

/** Additional leads in a running campaign. */
export type MoreLeads = {
  /** Day on which the last of them gets the first email, YYYY-MM-DD. Null if not within `mostDays`. */
  readonly lastFirst: string | null
  readonly mostDays: number
}

const reads = ['accounts', 'campaigns', 'clients', 'remote', 'exports', 'workspaces'] as const

export const capacity = {
  /** Returns emails of the next seven days by day, client and campaign, and how long leads last, from local data. */
  'capacity.view': query<CapacityView>({ reads })(clientFilter),
  /**
   * Returns how long this many additional leads of a campaign would wait, after those it already has; null if that is
   * not known. Reads only local data.
   */
  'capacity.more': query<MoreLeads | null>({ reads })(
    z.object({ workspaceId, campaignId: remoteId, leads: z.number().int().positive().max(10_000_000) }),
  ),
  /** Returns the emails of the next seven days for each account of a client. */
  'capacity.accounts': query<readonly AccountWeek[]>({ reads })(z.object({ workspaceId })),
}
