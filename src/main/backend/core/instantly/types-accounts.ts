/** What Instantly says of sending accounts, and takes. */

/** A UTC day of an account's warmup; null where Instantly told none. */
export type WarmupDay = {
  /** Lower-cased. */
  readonly email: string
  readonly date: string
  readonly sent: number | null
  readonly inbox: number | null
  readonly spam: number | null
  readonly received: number | null
}

/** DNS of a domain as Instantly tested it; null where it did not say. */
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
