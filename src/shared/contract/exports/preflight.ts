import { z } from 'zod'
import type { BounceEstimate } from '../../domain/exports/preflight/bounces.ts'
import { listId } from '../../ids.ts'
import { targetCampaign } from '../campaigns/target-campaign.ts'
import { type Page, pageInput } from '../core/page.ts'
import { gateTopics } from '../leads/gate-topics.ts'
import { command, query } from '../route.ts'
import type { GuardedLead } from './exports.ts'

/** What is known about the leads of an export beyond its checks. Reads only the local store. */
export type PreflightCheck = {
  /** Ready leads that are not left out. */
  readonly leads: number
  /** Each lead counted once, by Instantly's verification result or else by its file. */
  readonly verification: {
    readonly verified: number
    readonly risky: number
    /** The file says they are not verified. */
    readonly unverified: number
    /** Neither says anything. */
    readonly unknown: number
  }
  readonly bounces: BounceEstimate | null
  /** Leads at companies another client contacted within this number of days. */
  readonly companies: { readonly leads: number; readonly days: number }
  /** The campaign they go into, as last read; null for a new campaign or one that was never read. */
  readonly campaign: {
    /** Null if Instantly does not report it. */
    readonly opens: boolean | null
    readonly clicks: boolean | null
    readonly senders: readonly string[]
    /** Number of account tags; every account with one of these tags also sends. */
    readonly senderTags: number
    /** First emails without any wording on how to opt out. */
    readonly noOptOut: number
  } | null
}

/** A lead at a company another client contacted. The other client is for display on screen only. */
export type CompanyLead = GuardedLead

const plan = z.object({
  listId,
  /** Where the leads are to go; other parts of the same workspace then count as other clients. */
  campaign: targetCampaign.nullable().default(null),
  holdBlocked: z.boolean().optional(),
  holdOtherClients: z.boolean().optional(),
  /** If set, leads at other clients' companies are counted, and only the remaining leads are examined further. */
  holdOtherCompanies: z.boolean().optional(),
})

export const preflight = {
  'preflight.look': query<PreflightCheck>({ reads: [...gateTopics, 'settings', 'verification'] })(plan),
  /** Returns the leads behind `companies.leads`, in list order. */
  'preflight.companyLeads': query<Page<CompanyLead>>({ reads: [...gateTopics, 'settings', 'verification'] })(
    plan.extend({ page: pageInput }),
  ),
  /** Sets for how many days a company counts as contacted by another client. */
  'preflight.saveCompanyDays': command({ touches: ['lists', 'settings'] })(
    z.object({ days: z.number().int().min(1).max(3650) }),
  ),
}
