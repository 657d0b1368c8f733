/** What Instantly says of subsequences, and of the leads in them. */
import type { CampaignStep, SendingStatus } from './types-campaigns.ts'

export type RemoteSubsequence = {
  readonly id: string
  readonly campaignId: string
  readonly name: string
  readonly status: number
  /** As answered. */
  readonly raw: Readonly<Record<string, unknown>>
}

/** Figures of one subsequence since it began. */
export type SubsequenceTotals = {
  readonly subsequenceId: string
  readonly sent: number
  readonly openedUnique: number
  readonly repliedUnique: number
}

/** A lead and the subsequence it is in. */
export type PlacedLead = {
  readonly id: string
  /** Trimmed and lower-cased. */
  readonly email: string | null
  readonly name: string
  readonly company: string
  readonly campaignId: string | null
  /** As Instantly numbers it: 1 active, 3 completed, -1 bounced and so on. */
  readonly status: number
  /** Null: in none. */
  readonly subsequenceId: string | null
  readonly addedAt: string | null
}

/** Which leads of a campaign: all, some by id or by address (100 at most), or those a filter of Instantly's picks out. */
export type PlacedFilter = {
  readonly campaignId: string
  readonly ids?: readonly string[]
  readonly emails?: readonly string[]
  readonly filter?: string
}

/** The calls about subsequences; they throw like all of `Instantly`, a 404 as API_REFUSED with `status` 404. */
export type SubsequenceCalls<Asker> = {
  /** All of a campaign; null: of the whole workspace. */
  subsequences(asker: Asker, campaignId: string | null): Promise<readonly RemoteSubsequence[]>
  subsequence(asker: Asker, id: string): Promise<RemoteSubsequence>
  subsequenceTotals(asker: Asker, campaignId: string): Promise<readonly SubsequenceTotals[]>
  /** By step and variant, the first step being 0. */
  subsequenceSteps(asker: Asker, id: string): Promise<readonly CampaignStep[]>
  subsequenceSending(asker: Asker, id: string): Promise<SendingStatus>
  pauseSubsequence(asker: Asker, id: string): Promise<RemoteSubsequence>
  resumeSubsequence(asker: Asker, id: string): Promise<RemoteSubsequence>
  /** One lead by its id. */
  placedLead(asker: Asker, id: string): Promise<PlacedLead>
  /** A page of leads, 100 at most; `next` null at the end. */
  placedLeads(
    asker: Asker,
    wanted: PlacedFilter,
    after: string | null,
  ): Promise<{ readonly items: readonly PlacedLead[]; readonly next: string | null }>
  /** Puts one lead into a subsequence. Gives it as it is then. */
  moveToSubsequence(asker: Asker, leadId: string, subsequenceId: string): Promise<PlacedLead>
  takeFromSubsequence(asker: Asker, leadId: string): Promise<PlacedLead>
}
