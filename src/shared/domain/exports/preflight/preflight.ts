import { defaultAlertRules } from '../../insights/alerts/evaluate-campaign.ts'
import type { BounceEstimate } from './bounces.ts'

/**
 * Good-practice hints for an export. Each hint names its source, and none of them prevents anything. The thresholds
 * come from the sources named beside them and are not strict rules.
 */

/** Emails an account should send a day: Instantly's help, “Account and Campaign Limits”. */
const mailsPerAccount = 30
/** Maximum size of a client's first campaign: accounts and copy should first be tried on some hundred people. */
const firstCampaignLeads = 500

/** Above this rate, the app's own bounce alert would be triggered with its default settings. */
const bounceShare = defaultAlertRules.bounceAmber
/** A few addresses are always unverified, so there is no hint below this rate. */
const unverifiedShare = 0.05

export type PreflightAccount = {
  /** Instantly's account status: 1 can send, below 0 is trouble. */
  readonly status: number
  readonly dailyLimit: number | null
  /** 0 paused, 1 on, below 0 banned or landing in spam; null if not known. */
  readonly warmupStatus: number | null
  readonly trackingDomain: 'active' | 'inactive' | 'none'
}

export type PreflightPlan = {
  readonly leads: number
  /** The accounts that would send. */
  readonly accounts: readonly PreflightAccount[]
  /** Number of earlier exports of this client. */
  readonly earlier: number
  /** Leads who were contacted for another client and still go out. */
  readonly alsoElsewhere: number
  /** Whether opens or links are tracked. */
  readonly tracks: boolean
  /** First emails that do not say how to opt out. */
  readonly noOptOut: number
  /** Result of examining the leads; null until it is available. */
  readonly look: {
    readonly leads: number
    /** Leads that neither Instantly nor their file marks as verified or risky. */
    readonly unverified: number
    readonly bounces: BounceEstimate | null
    /** Leads at companies another client contacted. */
    readonly companies: number
  } | null
}

export type Hint =
  | {
      readonly kind: 'accounts_unwell' | 'accounts_cold' | 'accounts_busy' | 'tracked_shared'
      readonly accounts: number
    }
  | { readonly kind: 'first_is_big' | 'also_elsewhere' | 'company_elsewhere'; readonly leads: number }
  | { readonly kind: 'unverified'; readonly leads: number; readonly share: number }
  | { readonly kind: 'bounces'; readonly guess: BounceEstimate }
  | { readonly kind: 'no_opt_out'; readonly mails: number }

/** Returns the hints for an export, most severe first. */
export function hintsOf(plan: PreflightPlan): readonly Hint[] {
  const { leads, accounts, earlier, alsoElsewhere, tracks, noOptOut, look } = plan
  const found: Hint[] = []
  const count = (is: (account: PreflightAccount) => boolean) => accounts.filter(is).length
  const add = (kind: Extract<Hint, { accounts: number }>['kind'], number: number) => {
    if (number > 0) found.push({ kind, accounts: number })
  }
  if (look?.bounces && look.bounces.share > bounceShare) found.push({ kind: 'bounces', guess: look.bounces })
  add(
    'accounts_unwell',
    count(({ status, warmupStatus }) => status < 0 || (warmupStatus ?? 0) < 0),
  )
  add(
    'accounts_cold',
    count(({ warmupStatus }) => warmupStatus === 0),
  )
  add(
    'accounts_busy',
    count(({ dailyLimit }) => dailyLimit !== null && dailyLimit > mailsPerAccount),
  )
  if (earlier === 0 && leads > firstCampaignLeads) found.push({ kind: 'first_is_big', leads })
  if (look && look.leads > 0 && look.unverified / look.leads > unverifiedShare) {
    found.push({ kind: 'unverified', leads: look.unverified, share: look.unverified / look.leads })
  }
  if (alsoElsewhere > 0) found.push({ kind: 'also_elsewhere', leads: alsoElsewhere })
  if (look && look.companies > 0) found.push({ kind: 'company_elsewhere', leads: look.companies })
  if (noOptOut > 0) found.push({ kind: 'no_opt_out', mails: noOptOut })
  if (tracks) {
    add(
      'tracked_shared',
      count(({ trackingDomain }) => trackingDomain !== 'active'),
    )
  }
  return found
}
