/** Calls about sending accounts. They throw like all of `Instantly`; an account that is not there is API_REFUSED with `status` 404. */
import type { RemoteJob, RemoteMailbox } from './types.ts'

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

export type AccountCalls<Asker> = {
  mailbox(asker: Asker, email: string): Promise<RemoteMailbox>
  updateMailbox(asker: Asker, email: string, fields: MailboxFields): Promise<RemoteMailbox>
  /** At most 100. Those that were not paused may be paused already, or not be there. */
  pauseMailboxes(
    asker: Asker,
    emails: readonly string[],
  ): Promise<{ readonly paused: readonly string[]; readonly failed: readonly string[] }>
  resumeMailbox(asker: Asker, email: string): Promise<RemoteMailbox>
  markMailboxFixed(asker: Asker, email: string): Promise<RemoteMailbox>
  /** At most 100; the work is done later, by the job. */
  setWarmup(asker: Asker, emails: readonly string[], on: boolean): Promise<RemoteJob>
  /** The newest jobs that switch warmup. */
  warmupJobs(asker: Asker): Promise<readonly (RemoteJob & { readonly createdAt: number | null })[]>
  /** At most 100. */
  warmupDays(asker: Asker, emails: readonly string[]): Promise<readonly WarmupDay[]>
  /** Tests the domains of these addresses. */
  testVitals(asker: Asker, emails: readonly string[]): Promise<readonly RemoteVitals[]>
  /** Instantly's ids of the campaigns that send with an account, by its name or a tag. */
  campaignsOfMailbox(asker: Asker, email: string): Promise<readonly string[]>
}
