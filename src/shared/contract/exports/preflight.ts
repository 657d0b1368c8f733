import { z } from 'zod'
import type { BounceGuess } from '../../domain/exports/preflight/bounces.ts'
import { type LeadId, listId } from '../../ids.ts'
import { targetCampaign } from '../campaigns/target-campaign.ts'
import { type Page, pageInput } from '../core/page.ts'
import { gateTopics } from '../leads/gate-topics.ts'
import { command, query } from '../route.ts'

/** What is known of the leads of a plan, beyond its gates. From the local store only. */
export type PreflightCheck = {
  /** Ready leads that are not held back. */
  readonly leads: number
  /** Each of them once, by what Instantly's verification says, else their file. */
  readonly verification: {
    readonly verified: number
    readonly risky: number
    /** The file says they were not verified. */
    readonly unverified: number
    /** Nobody says anything. */
    readonly unknown: number
  }
  readonly bounces: BounceGuess | null
  /** Leads at companies another client wrote to within so many days. */
  readonly companies: { readonly leads: number; readonly days: number }
  /** The campaign they go into, as last read; null for a new one, or one never read. */
  readonly campaign: {
    /** Null where Instantly does not say. */
    readonly opens: boolean | null
    readonly clicks: boolean | null
    readonly senders: readonly string[]
    /** Every account with one of these tags sends, too. */
    readonly senderTags: number
    /** First mails without words on how to get no more of them. */
    readonly noOptOut: number
  } | null
}

/** A lead at a company another client wrote to. The other client is for the screen alone. */
export type CompanyLead = {
  readonly leadId: LeadId
  readonly email: string
  readonly name: string
  readonly companyName: string | null
  readonly contacts: readonly { readonly workspaceName: string; readonly campaignName: string; readonly at: string }[]
}

const plan = z.object({
  listId,
  /** Where the leads are to go: other parts of the same workspace are then other clients. */
  campaign: targetCampaign.nullable().default(null),
  holdBlocked: z.boolean().optional(),
  holdOtherClients: z.boolean().optional(),
  /** Counts those at companies of others, and looks at the others only. */
  holdOtherCompanies: z.boolean().optional(),
})

export const practice = {
  'practice.look': query<PreflightCheck>({ reads: [...gateTopics, 'settings', 'verification'] })(plan),
  /** The leads behind `companies.leads`, in the order of their list. */
  'practice.companyLeads': query<Page<CompanyLead>>({ reads: [...gateTopics, 'settings', 'verification'] })(
    plan.extend({ page: pageInput }),
  ),
  /** For how many days a company counts as written to by another client. */
  'practice.saveCompanyDays': command<null>({ touches: ['lists', 'settings'] })(
    z.object({ days: z.number().int().min(1).max(3650) }),
  ),
}
