/** What Instantly says of campaigns and their figures. Counts are whole numbers; null where it names none. */
import type { RemoteCampaign } from './types.ts'

/** All figures of a campaign since it began, in one row of `GET /campaigns/analytics`. */
export type CampaignTotals = CampaignCounts & {
  readonly campaignId: string
  /** People written to for the first time. */
  readonly contacted: number
  readonly bounced: number
  readonly unsubscribed: number
  readonly completed: number
  /** In the workspace's own currency, which Instantly does not name. */
  readonly opportunityValue: number
}

/** The counts that totals, days and steps share. */
type CampaignCounts = {
  readonly sent: number
  readonly opened: number
  readonly openedUnique: number
  readonly clicked: number
  readonly clickedUnique: number
  /** Automatic ones not included. */
  readonly replied: number
  readonly repliedUnique: number
  readonly automatic: number
  readonly automaticUnique: number
  readonly opportunities: number
}

/** One UTC day of a sending account: campaigns and subsequences. */
export type MailboxDay = Pick<
  CampaignCounts,
  'sent' | 'openedUnique' | 'clickedUnique' | 'repliedUnique' | 'automatic'
> & {
  /** YYYY-MM-DD */
  readonly date: string
  readonly email: string
  /** People written to for the first time. */
  readonly contacted: number
  readonly bounced: number
}

/** One UTC day of a campaign. `unique` is once per lead and campaign, on the first day. */
export type CampaignDay = CampaignCounts & {
  /** YYYY-MM-DD */
  readonly date: string
  readonly contacted: number
}

/** One variant of a step. `unique` is once per lead and step. */
export type CampaignStep = CampaignCounts & {
  /** As answered: whether the first is 0 or 1 Instantly does not say. -1: it named none. */
  readonly step: number
  /** From 0, which is A. -1: it named none. */
  readonly variant: number
  readonly meetings: number
  readonly won: number
}

/** Why a campaign sends or does not. */
export type SendingStatus = {
  /** Instantly's code, such as `out_of_schedule`. */
  readonly code: string
  /** Its own words, for codes nobody knows. */
  readonly message: string | null
  readonly issueSince: string | null
  readonly lastSendAt: string | null
  readonly accounts: { readonly connected: number; readonly available: number } | null
  readonly limit: { readonly limit: number | null; readonly sent: number } | null
  readonly followUps: { readonly count: number; readonly nextInS: number | null } | null
}

export type RemoteTag = { readonly id: string; readonly name: string }
/** Which tag a campaign has. */
export type TagMapping = { readonly tagId: string; readonly campaignId: string }

/** Fields of a campaign by Instantly's names. */
export type CampaignFields = Readonly<Record<string, unknown>>

/** A lead with all Instantly says of it. */
export type LeadRecord = {
  readonly id: string
  /** Trimmed and lower-cased. */
  readonly email: string | null
  readonly raw: Readonly<Record<string, unknown>>
}

/** The calls about campaigns as a whole; they throw like all of `Instantly`. */
export type CampaignCalls<Asker> = {
  /** Stops sending; a campaign that does not run is refused. */
  pauseCampaign(asker: Asker, id: string): Promise<RemoteCampaign>
  /** Of all campaigns that have ever sent, in one answer. */
  campaignTotals(asker: Asker): Promise<readonly CampaignTotals[]>
  /** Every day with figures from a date (YYYY-MM-DD, UTC) on. */
  campaignDays(asker: Asker, id: string, from: string): Promise<readonly CampaignDay[]>
  campaignSteps(asker: Asker, id: string): Promise<readonly CampaignStep[]>
  /** Days with figures of up to 200 sending accounts, 31 days at most; both dates (YYYY-MM-DD, UTC) included. */
  mailboxDays(asker: Asker, emails: readonly string[], from: string, to: string): Promise<readonly MailboxDay[]>
  sendingStatus(asker: Asker, id: string): Promise<SendingStatus>
  /** Changes the fields named; lists are replaced whole. INVALID_INPUT without a field. */
  updateCampaign(asker: Asker, id: string, fields: CampaignFields): Promise<RemoteCampaign>
  /** Deletes it with its leads. CAMPAIGN_NOT_FOUND where it is gone already. */
  deleteCampaign(asker: Asker, id: string): Promise<void>
  /** How many leads it has; null where Instantly shows no figures of it yet. */
  leadCount(asker: Asker, id: string): Promise<number | null>
  /** Leads of every campaign that has ever sent, by its id, in one answer. */
  leadCounts(asker: Asker): Promise<ReadonlyMap<string, number>>
  /** One page of its leads as answered, 100 at most; `next` null at the end. */
  leadRecords(
    asker: Asker,
    id: string,
    after: string | null,
  ): Promise<{ readonly items: readonly LeadRecord[]; readonly next: string | null }>
  tags(asker: Asker): Promise<readonly RemoteTag[]>
  /** Which campaigns have which tags. */
  tagMappings(asker: Asker, filter?: { readonly campaignId: string }): Promise<readonly TagMapping[]>
  /** API_REFUSED with status 409 where the name is taken. */
  createTag(asker: Asker, name: string): Promise<RemoteTag>
  /** Puts tags on a campaign, or takes them off; repeating it changes nothing more. */
  setTags(
    asker: Asker,
    of: { readonly campaignId: string; readonly tagIds: readonly string[]; readonly assign: boolean },
  ): Promise<void>
}
