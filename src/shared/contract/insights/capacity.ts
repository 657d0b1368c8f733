import { z } from 'zod'
import { type CampaignId, remoteId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import { query } from '../route.ts'

/** Leads without an email, and days until the last of them has one, 0 for today. */
export type LeadsLeft = {
  /** Null: Instantly was never asked. */
  readonly waiting: number | null
  /** Null: longer than is counted, or not known. */
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
  readonly possible: number
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
  /** Who runs out of leads first stands first. */
  readonly campaigns: readonly CapacityCampaignRow[]
  /** Leads that last longer are not counted to the end. */
  readonly mostDays: number
}
export type AccountWeek = {
  readonly email: string
  readonly days: readonly { readonly date: string; readonly planned: number; readonly possible: number }[]
}

/** More leads in a campaign that runs. */
export type MoreLeads = {
  /** When the last of them has its first email, YYYY-MM-DD. Null: not within `mostDays`. */
  readonly lastFirst: string | null
  readonly mostDays: number
}

const reads = ['accounts', 'campaigns', 'clients', 'remote', 'exports', 'workspaces'] as const

export const capacity = {
  /** Emails of the next seven days by day, client and campaign, and how long leads last. Local. */
  'capacity.view': query<CapacityView>({ reads })(clientFilter),
  /** How long so many more leads of a campaign would wait, after those it has; null where that is not known. Local. */
  'capacity.more': query<MoreLeads | null>({ reads })(
    z.object({ workspaceId, campaignId: remoteId, leads: z.number().int().positive().max(10_000_000) }),
  ),
  /** Emails of the next seven days of each account of a client. */
  'capacity.accounts': query<readonly AccountWeek[]>({ reads })(z.object({ workspaceId })),
}
