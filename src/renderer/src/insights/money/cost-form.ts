/** Form state of a cost, and its validation. */
import type { Input } from '#shared/contract/index.ts'
import type { Cost, CostInput, PulledCosts } from '#shared/contract/insights/money.ts'
import { utcDate } from '#shared/domain/core/days.ts'
import { parseAmount } from '#shared/domain/insights/money/amounts.ts'
import { basesOf, type CostBasis, type CostKind } from '#shared/domain/insights/money/spread.ts'
import type { CampaignId, ListId, WorkspaceId } from '#shared/ids.ts'
import { amountWords } from '../../core/lib/typed-figures.ts'

export type CostForm = {
  readonly kind: CostKind
  readonly label: string
  /** Null if shared. */
  readonly workspaceId: WorkspaceId | null
  readonly amount: string
  readonly currency: string
  readonly basis: CostBasis
  readonly per: string
  readonly quantity: string
  readonly campaignId: CampaignId | null
  readonly listId: ListId | null
  readonly importId: number | null
  readonly from: string
  readonly to: string
  readonly asOf: string
  readonly shareBy: 'contacts' | 'sends' | 'hand'
  readonly shares: ReadonlyMap<WorkspaceId, string>
}

export type CostProblem = 'amount' | 'per' | 'quantity' | 'list' | 'from' | 'dates' | 'asOf' | 'sharers'

export function freshForm(workspaceId: WorkspaceId | null, currency: string, today: string): CostForm {
  return {
    kind: 'plan',
    label: '',
    workspaceId,
    amount: '',
    currency,
    basis: 'month',
    per: '1000',
    quantity: '1',
    campaignId: null,
    listId: null,
    importId: null,
    from: today,
    to: '',
    asOf: today,
    shareBy: 'sends',
    shares: new Map(),
  }
}

export function formOfCost(cost: Cost): CostForm {
  return {
    ...cost,
    amount: amountWords(cost.cents, cost.currency),
    per: String(cost.per),
    quantity: String(cost.quantity),
    to: cost.to ?? '',
    shareBy: cost.share?.by ?? 'sends',
    shares: new Map(cost.share?.of.map(({ workspaceId, weight }) => [workspaceId, String(weight)])),
  }
}

/** Changes the form's kind and corrects fields the kind does not allow. */
export function withKind(form: CostForm, kind: CostKind): CostForm {
  const basis = basesOf[kind].includes(form.basis) ? form.basis : (basesOf[kind][0] ?? 'once')
  const ofList = kind === 'list' || kind === 'own'
  return {
    ...form,
    kind,
    basis,
    listId: ofList ? form.listId : null,
    importId: ofList ? form.importId : null,
    campaignId: kind === 'own' ? form.campaignId : null,
  }
}

export const canBeShared = (kind: CostKind): boolean => kind !== 'list' && kind !== 'verification'

const whole = (typed: string): number | null => {
  const value = /^\d{1,7}$/.test(typed.trim().replaceAll(/[.,\s]/g, '')) ? Number(typed.replaceAll(/\D/g, '')) : null
  return value === null || value < 1 || value > 1_000_000 ? null : value
}
const usesPer = (basis: CostBasis): boolean => basis === 'lead' || basis === 'credit'

/** Returns everything that prevents saving, in the order of the form. */
export function problemsOfCost(form: CostForm): readonly CostProblem[] {
  const found: CostProblem[] = []
  const { amount, currency, basis, kind, per, quantity, from, to, asOf, workspaceId, shareBy, shares } = form
  if (workspaceId === null) {
    const weights = [...shares.values()].map((typed) => weightOf(typed))
    const none = shareBy === 'hand' && (weights.includes(null) || weights.every((weight) => weight === 0))
    if (shares.size === 0 || none) found.push('sharers')
  }
  if (kind === 'list' && form.listId === null) found.push('list')
  if (parseAmount(amount, currency) === null) found.push('amount')
  if (usesPer(basis) && whole(per) === null) found.push('per')
  if (kind === 'mailboxes' && whole(quantity) === null) found.push('quantity')
  if (from === '') found.push('from')
  if (to !== '' && to < from) found.push('dates')
  if (asOf === '') found.push('asOf')
  return found
}

const weightOf = (typed: string): number | null => (/^\d{1,6}$/.test(typed.trim()) ? Number(typed.trim()) : null)

/** Returns the cost to save. The form must have no problems. */
export function inputOfCost(form: CostForm): Input<'money.addCost'> & CostInput {
  const { workspaceId, currency, basis, kind, to, shareBy, shares } = form
  return {
    workspaceId,
    kind,
    label: form.label.trim(),
    basis,
    cents: parseAmount(form.amount, currency) ?? 0,
    per: usesPer(basis) ? (whole(form.per) ?? 1) : 1,
    quantity: kind === 'mailboxes' ? (whole(form.quantity) ?? 1) : 1,
    currency: workspaceId === null ? currency : null,
    from: form.from,
    to: to === '' ? null : to,
    asOf: form.asOf,
    campaignId: form.campaignId,
    listId: form.listId,
    importId: form.importId,
    share:
      workspaceId === null
        ? {
            by: shareBy,
            of: [...shares].map(([id, typed]) => ({
              workspaceId: id,
              weight: shareBy === 'hand' ? (weightOf(typed) ?? 0) : 1,
            })),
          }
        : null,
  }
}

/** Returns the year that a yearly price covers, from the start of the paid period to its end. */
function yearUpTo(until: string): { readonly from: string; readonly to: string } {
  const first = new Date(`${until}T00:00:00Z`)
  first.setUTCFullYear(first.getUTCFullYear() - 1)
  first.setUTCDate(first.getUTCDate() + 1)
  return { from: utcDate(first.getTime()), to: until }
}

type Pulled = NonNullable<PulledCosts['plan']>

/** Whether a plan's price can be used: the currency matches, and costs support its interval. */
export const canTakePlan = ({ interval, until }: Pulled, currency: string): boolean =>
  currency === 'USD' && (interval === 'month' || (interval === 'year' && until !== null))

/** Fills in the plan as Instantly reported it; the price is dated to the day of that report. */
export function withPulledPlan(form: CostForm, { cents, interval, until, at, name }: Pulled): CostForm {
  const days = interval === 'year' && until !== null ? yearUpTo(until) : null
  return {
    ...form,
    basis: days ? 'once' : 'month',
    amount: amountWords(cents, 'USD'),
    asOf: at.slice(0, 10),
    label: form.label || (name ?? ''),
    ...days,
  }
}

/** Fills in the number of mailboxes. The operator has to enter the price of each. */
export const withPulledMailboxes = (form: CostForm, { count }: NonNullable<PulledCosts['mailboxes']>): CostForm => ({
  ...form,
  quantity: String(count),
})
