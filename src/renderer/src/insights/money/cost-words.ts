import type { Cost, CostInput, CostLine } from '#shared/contract/insights/money.ts'
import { formatCents } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'

/** What a cost is called: its name, else its kind and what it is about. */
export function costName({ label, kind, about }: Pick<Cost | CostLine, 'label' | 'kind' | 'about'>): string {
  const words = t.money.costs.kinds[kind]
  return label || (about === null ? words : `${words}: ${about}`)
}

type Price = Pick<CostInput, 'kind' | 'basis' | 'cents' | 'per' | 'quantity'>

/** `$97.00 a month`, `€50.00 for 1,000 leads`, `12 mailboxes, $4.00 a month each` */
export function priceWords({ kind, basis, cents, per, quantity }: Price, currency: string): string {
  const words = t.money.costs
  const price = words[basis](formatCents(cents, currency), per)
  return kind === 'mailboxes' ? words.mailboxes(quantity, price) : price
}
