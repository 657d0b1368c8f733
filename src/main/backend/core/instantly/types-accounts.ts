/** What Instantly returns and accepts for sending accounts. */

/** A UTC day of an account's warmup; null if Instantly returned none. */
export type WarmupDay = {
  /** Lower-cased. */
  readonly email: string
  readonly date: string
  readonly sent: number | null
  readonly inbox: number | null
  readonly spam: number | null
  readonly received: number | null
}

/** DNS of a domain as tested by Instantly; null if it did not say. */
export type RemoteVitals = {
  readonly domain: string
  readonly mx: boolean | null
  readonly spf: boolean | null
  readonly dkim: boolean | null
  readonly dmarc: boolean | null
}

/** Fields of an account by Instantly's names. */
export type MailboxFields = {
  readonly daily_limit?: number
  readonly sending_gap?: number
  readonly tracking_domain_name?: string
  readonly remove_tracking_domain?: true
}
