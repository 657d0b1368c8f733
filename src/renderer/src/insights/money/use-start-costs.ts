import { useState } from 'react'
import type { MoneyOverview } from '#shared/contract/insights/money.ts'
import { firstCosts } from '#shared/domain/insights/money/first-costs.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { figureOf } from '../../core/lib/typed-figures.ts'

/** Usual monthly price of a Google Workspace mailbox. */
const usualAccount = '5'

/** Parses cents as typed, with a point or a comma; null if it is not an amount. */
export const centsOf = (typed: string): number | null => {
  const amount = figureOf(typed)
  return Number.isFinite(amount) && amount >= 0 && amount < 1_000_000 ? amount * 100 : null
}

export type StartCosts = ReturnType<typeof useStartCosts>

/** The three prices, as typed or as Instantly has them, and the costs that follow; none while a price is wrong. */
export function useStartCosts(workspaceId: WorkspaceId, overview: MoneyOverview) {
  const pulled = useQuery('money.pulled', { workspaceId }).data
  const targets = useQuery('money.targets', { workspaceId }).data
  const currency = useQuery('money.settings', { workspaceId }).data?.currency ?? 'USD'
  const all = useQuery('analytics.overview', { workspaceId, period: 'all' }).data
  const [planTyped, setPlan] = useState<string | null>(null)
  const [account, setAccount] = useState(usualAccount)
  const [lead, setLead] = useState('0.02')
  const [fromTyped, setFrom] = useState<string | null>(null)
  const planTold = pulled?.plan && currency === 'USD' && pulled.plan.interval === 'month' ? pulled.plan.cents : null
  const plan = planTyped ?? (planTold === null ? '97' : String(planTold / 100))
  const accounts = pulled?.mailboxes?.count ?? 0
  const lists = targets?.lists ?? []
  const leads = lists.reduce((sum, { files }) => sum + files.reduce((so, { rows }) => so + rows, 0), 0)
  const from = fromTyped ?? all?.from ?? overview.from
  const amounts = [centsOf(plan), centsOf(account), centsOf(lead)] as const
  const [planCents, accountCents, leadCents] = amounts
  const isRight = amounts.every((one) => one !== null) && /^\d{4}-\d{2}-\d{2}$/.test(from)
  const isKnown = pulled !== undefined && targets !== undefined && all !== undefined
  const cents = { plan: planCents ?? 0, account: accountCents ?? 0, lead: leadCents ?? 0 }
  return {
    currency,
    pulledPlan: pulled?.plan ?? null,
    /** Price of the plan as Instantly has it; null if it has none. */
    planTold,
    plan,
    setPlan,
    account,
    setAccount,
    lead,
    setLead,
    from,
    setFrom,
    isFromSuggested: fromTyped === null,
    /** Number of mailboxes and of leads that are paid for. */
    accounts,
    leads,
    isRight,
    cents,
    // Accounts and lists would be left out if they have not been read yet.
    costs: isRight && isKnown ? firstCosts(cents, { from, accounts, lists }) : [],
  }
}
