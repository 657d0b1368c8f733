import { z } from 'zod'
import type { CampaignState } from '../../domain/campaigns/campaign-state.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import type { PeriodSums } from '../insights/analytics.ts'
import { query } from '../route.ts'

/** Of seven whole days, and of the weeks before them. */
export type Weeks = {
  /** The seven days. */
  readonly sums: PeriodSums
  /** Replies of people written to, a share for each week, the oldest first; null where nobody was written to. */
  readonly replyRates: readonly (number | null)[]
}

/** One client, a workspace or a part of one, as it does today. */
export type ClientLine = Weeks & {
  readonly workspaceId: WorkspaceId
  readonly partId: ClientPartId | null
  /** Null before all its mails were read once. */
  readonly toAnswer: number | null
  readonly sentToday: number
  /** Emails its accounts may send today; null where an account's limit is not known. */
  readonly dailyLimit: number | null
  /** Of its accounts, in the seven days up to today. */
  readonly bounces: { readonly sent: number; readonly bounced: number }
  readonly accounts: { readonly all: number; readonly inTrouble: number }
  readonly campaigns: { readonly all: number; readonly running: number }
}

export type CampaignLine = Weeks & {
  readonly id: CampaignId
  readonly name: string
  readonly state: CampaignState
  /** Of its whole life: Instantly counts bounces by campaign, not by day. */
  readonly life: { readonly sent: number; readonly bounced: number }
}

export type HomeClients = {
  /** First and last of the seven days, UTC, YYYY-MM-DD. */
  readonly from: string
  readonly to: string
  readonly lines: readonly ClientLine[]
  /** Shares of bounces the operator wants to hear of. */
  readonly bounceAmber: number
  readonly bounceRed: number
}
export type HomeCampaigns = Pick<HomeClients, 'from' | 'to' | 'bounceAmber' | 'bounceRed'> & {
  /** Those that sent anything in the weeks shown or are running, by emails of the seven days. */
  readonly lines: readonly CampaignLine[]
}

/** Emails sent today, of those the accounts may send; no limit where one account's is not known. */
export type SentToday = Pick<ClientLine, 'sentToday' | 'dailyLimit'>

export const home = {
  /** How every client does, the parts of a workspace after it. Everything is local. */
  'home.clients': query<HomeClients>({
    reads: ['workspaces', 'settings', 'inbox', 'labels', 'accounts', 'campaigns', 'clients', 'remote'],
  })(z.object({})),
  /** Of one client or of all, for the foot of every screen; null without an account. */
  'home.sentToday': query<SentToday | null>({ reads: ['workspaces', 'accounts', 'campaigns', 'clients', 'remote'] })(
    clientFilter,
  ),
  'home.campaigns': query<HomeCampaigns>({
    reads: ['workspaces', 'settings', 'labels', 'campaigns', 'clients', 'remote'],
  })(clientFilter),
}
