import { usualRules } from '../../insights/alerts/evaluate-campaign.ts'
import type { BounceGuess } from './bounces.ts'

/**
 * What good practice would mind in a plan. Each is a hint with its source; none of them stops anything. The figures are
 * those of the sources named beside them, not laws.
 */

/** Mails an account should send a day: Instantly's help, “Account and Campaign Limits”. */
const mailsPerAccount = 30
/** A client's first campaign begins no larger: mailboxes and copy are tried on some hundred people first. */
const firstCampaignLeads = 500

/** Above this the app's own alert for bounces would go off, as it is set at first. */
const bounceShare = usualRules.bounceAmber
/** Some are never known: below this nothing is said. */
const unverifiedShare = 0.05

export type PreflightAccount = {
  /** Instantly's number: 1 can send, below 0 is trouble. */
  readonly status: number
  readonly dailyLimit: number | null
  /** 0 paused, 1 on, below 0 banned or landing in spam; null where it is not known. */
  readonly warmupStatus: number | null
  readonly trackingDomain: 'active' | 'inactive' | 'none'
}

export type PreflightPlan = {
  readonly leads: number
  /** The accounts that would send. */
  readonly accounts: readonly PreflightAccount[]
  /** Exports of this client before this one. */
  readonly earlier: number
  /** People of it that were written to for another client, and go out all the same. */
  readonly alsoElsewhere: number
  /** Whether opens or links are tracked. */
  readonly tracks: boolean
  /** First mails that do not say how to get no more of them. */
  readonly noOptOut: number
  /** What a look at the leads told; null while it is not there. */
  readonly look: {
    readonly leads: number
    /** Of them, those neither Instantly nor their file calls verified or risky. */
    readonly unverified: number
    readonly bounces: BounceGuess | null
    /** At companies another client wrote to. */
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
  | { readonly kind: 'bounces'; readonly guess: BounceGuess }
  | { readonly kind: 'no_opt_out'; readonly mails: number }

/** The hints of a plan, the gravest first. */
export function hintsOf({
  leads,
  accounts,
  earlier,
  alsoElsewhere,
  tracks,
  noOptOut,
  look,
}: PreflightPlan): readonly Hint[] {
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
