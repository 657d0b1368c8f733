/**
 * What good practice would mind in a plan. Each is a hint with its source; none of them stops anything. The figures are
 * those of the sources named beside them, not laws.
 */

/** Mails an account should send a day: Instantly's help, “Account and Campaign Limits”. */
const mailsPerAccount = 30
/** A client's first campaign begins no larger: mailboxes and copy are tried on some hundred people first. */
const firstCampaignLeads = 500

export type PracticeAccount = {
  /** Instantly's number: 1 can send, below 0 is trouble. */
  readonly status: number
  readonly dailyLimit: number | null
  /** 0 paused, 1 on, below 0 banned or landing in spam; null where it is not known. */
  readonly warmupStatus: number | null
}

export type PracticePlan = {
  readonly leads: number
  /** The accounts that would send. */
  readonly accounts: readonly PracticeAccount[]
  /** Exports of this client before this one. */
  readonly earlier: number
  /** People of it that were written to for another client, and go out all the same. */
  readonly alsoElsewhere: number
}

export type Hint =
  | { readonly kind: 'accounts_unwell' | 'accounts_cold' | 'accounts_busy'; readonly accounts: number }
  | { readonly kind: 'first_is_big' | 'also_elsewhere'; readonly leads: number }

/** The hints of a plan, the gravest first. */
export function hintsOf({ leads, accounts, earlier, alsoElsewhere }: PracticePlan): readonly Hint[] {
  const found: Hint[] = []
  const count = (is: (account: PracticeAccount) => boolean) => accounts.filter(is).length
  const add = (kind: 'accounts_unwell' | 'accounts_cold' | 'accounts_busy', number: number) => {
    if (number > 0) found.push({ kind, accounts: number })
  }
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
  if (alsoElsewhere > 0) found.push({ kind: 'also_elsewhere', leads: alsoElsewhere })
  return found
}
