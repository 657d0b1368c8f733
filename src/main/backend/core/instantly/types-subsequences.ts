/** What Instantly returns about subsequences and the leads in them. */

export type RemoteSubsequence = {
  readonly id: string
  readonly campaignId: string
  readonly name: string
  readonly status: number
  /** As returned. */
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
  /** Instantly's number: 1 active, 3 completed, -1 bounced and so on. */
  readonly status: number
  /** Null: in no subsequence. */
  readonly subsequenceId: string | null
  readonly addedAt: string | null
}

/**
 * Which leads of a campaign: all, some by id or by address (at most 100), or those matching one of Instantly's filters.
 */
export type PlacedFilter = {
  readonly campaignId: string
  readonly ids?: readonly string[]
  readonly emails?: readonly string[]
  readonly filter?: string
}
