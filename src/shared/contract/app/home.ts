import { z } from 'zod'
import type { CampaignState } from '../../domain/campaigns/campaign-state.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import type { PeriodSums } from '../insights/analytics.ts'
import { query } from '../route.ts'

/** Figures of the last seven whole days and of the weeks before them. */
export type Weeks = {
  /** Sums over the seven days. */
  readonly sums: PeriodSums
  /** Share of contacted people who replied, per week, oldest first; null for a week without one. */
  readonly replyRates: readonly (number | null)[]
}

/** A client (a workspace or a part of one) and how it is doing today. */
export type ClientLine = Weeks & {
  readonly workspaceId: WorkspaceId
  readonly partId: ClientPartId | null
  /** Conversations to answer; null until all emails of the client have been read once. */
  readonly toAnswer: number | null
  /** Emails its accounts sent today; of a part, those of its campaigns. */
  readonly sentToday: number
  /** Emails its accounts may send today; null if the limit of an account is not known, or shared with other clients. */
  readonly dailyLimit: number | null
  /** Sums over its accounts for the seven days; null if other clients send with some of them too. */
  readonly bounces: { readonly sent: number; readonly bounced: number } | null
  readonly accounts: { readonly all: number; readonly inTrouble: number }
  readonly campaigns: { readonly all: number; readonly running: number }
}

export type CampaignLine = Weeks & {
  readonly id: CampaignId
  readonly name: string
  readonly state: CampaignState
  /** Totals over the campaign's lifetime: Instantly counts bounces by campaign, not by day. */
  readonly life: { readonly sent: number; readonly bounced: number }
}

export type HomeClients = {
  /** First and last of the seven days, in UTC, YYYY-MM-DD. */
  readonly from: string
  readonly to: string
  readonly lines: readonly ClientLine[]
  /** Bounce rates at which the operator wants to be warned. */
  readonly bounceAmber: number
  readonly bounceRed: number
}
export type HomeCampaigns = Pick<HomeClients, 'from' | 'to' | 'bounceAmber' | 'bounceRed'> & {
  /** Campaigns that are running or sent anything in the weeks shown, sorted by emails sent in the seven days. */
  readonly lines: readonly CampaignLine[]
}

/** Emails sent today and the daily limit, as in the client's line. */
export type SentToday = Pick<ClientLine, 'sentToday' | 'dailyLimit'>

export const home = {
  /** Returns how every client is doing; the parts of a workspace follow it. Reads only local data. */
  'home.clients': query<HomeClients>({
    reads: ['workspaces', 'settings', 'inbox', 'labels', 'accounts', 'campaigns', 'clients', 'remote'],
  })(z.object({})),
  /** Returns the figures of one client or of all, for the footer of every screen; null without an account. */
  'home.sentToday': query<SentToday | null>({ reads: ['workspaces', 'accounts', 'campaigns', 'clients', 'remote'] })(
    clientFilter,
  ),
  'home.campaigns': query<HomeCampaigns>({
    reads: ['workspaces', 'settings', 'labels', 'campaigns', 'clients', 'remote'],
  })(clientFilter),
}
