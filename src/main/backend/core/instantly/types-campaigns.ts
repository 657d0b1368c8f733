/** What Instantly returns about campaigns and their figures. Counts are integers; null if Instantly gives none. */

/** All figures of a campaign since it began, in one row of `GET /campaigns/analytics`. */
export type CampaignTotals = CampaignCounts & {
  readonly campaignId: string
  /**
   * People contacted for the first time.
   * #fcea4.1 People contacted for the first time.
   */
  readonly contacted: number
  readonly bounced: number
  readonly unsubscribed: number
  readonly completed: number
  /** In the workspace's own currency, which Instantly does not report. */
  readonly opportunityValue: number
}

/** The counts that totals, days and steps share. */
type CampaignCounts = {
  readonly sent: number
  readonly opened: number
  readonly openedUnique: number
  readonly clicked: number
  readonly clickedUnique: number
  /** Excluding automatic replies. */
  readonly replied: number
  readonly repliedUnique: number
  readonly automatic: number
  readonly automaticUnique: number
  readonly opportunities: number
}

/** One UTC day of a sending account, including campaigns and subsequences. */
export type MailboxDay = Pick<
  CampaignCounts,
  'sent' | 'openedUnique' | 'clickedUnique' | 'repliedUnique' | 'automatic'
> & {
  /** YYYY-MM-DD */
  readonly date: string
  readonly email: string
  /** People contacted for the first time. */
  readonly contacted: number
  readonly bounced: number
}

/** One UTC day of a campaign. `unique` counts once per lead and campaign, on the first day. */
export type CampaignDay = CampaignCounts & {
  /** YYYY-MM-DD */
  readonly date: string
  readonly contacted: number
}

/** One variant of a step. `unique` counts once per lead and step. */
export type CampaignStep = CampaignCounts & {
  /** As returned: Instantly does not say whether the first is 0 or 1. -1: missing. */
  readonly step: number
  /** From 0, which is A. -1: missing. */
  readonly variant: number
  readonly meetings: number
  readonly won: number
}

/** Why a campaign sends or does not send. */
export type SendingStatus = {
  /** Instantly's code, such as `out_of_schedule`. */
  readonly code: string
  /** Instantly's own message, for unknown codes. */
  readonly message: string | null
  readonly issueSince: string | null
  readonly lastSendAt: string | null
  readonly accounts: { readonly connected: number; readonly available: number } | null
  readonly limit: { readonly limit: number | null; readonly sent: number } | null
  readonly followUps: { readonly count: number; readonly nextInS: number | null } | null
}

export type RemoteTag = { readonly id: string; readonly name: string }
/** A tag assigned to a campaign. */
export type TagMapping = { readonly tagId: string; readonly campaignId: string }

/** Fields of a campaign by Instantly's names. */
export type CampaignFields = Readonly<Record<string, unknown>>

/** A lead with everything Instantly returns about it. */
export type LeadRecord = {
  readonly id: string
  /** Trimmed and lower-cased. */
  readonly email: string | null
  readonly raw: Readonly<Record<string, unknown>>
}
