import type { Cost, CostInput, CostLine } from '#shared/contract/insights/money.ts'
import { formatCents, t } from '../../core/lib/texts.ts'

/** Returns the name of a cost: its label, otherwise its kind and subject. */
export function costName({ label, kind, about }: Pick<Cost | CostLine, 'label' | 'kind' | 'about'>): string {
  const words = t.money.costs.kinds[kind]
  return label || (about === null ? words : `${words}: ${about}`)
}

type Price = Pick<CostInput, 'kind' | 'basis' | 'cents' | 'per' | 'quantity'>

/** Formats a price: `$97.00 a month`, `€50.00 for 1,000 leads`, `12 mailboxes, $4.00 a month each`. */
export function priceText({ kind, basis, cents, per, quantity }: Price, currency: string): string {
  const words = t.money.costs
  const price = words[basis](formatCents(cents, currency), per)
  return kind === 'mailboxes' ? words.mailboxes(quantity, price) : price
}

/** Describes the basis of several cost lines of one kind: their price if it is the same, otherwise their number. */
export function basisText(lines: readonly CostLine[], currency: string): string {
  const [first] = lines
  if (first === undefined) return ''
  const { costs, bases } = t.money
  const { basis, price } = first
  const samePrice = lines.every(
    (line) => line.basis === basis && line.price.cents === price.cents && line.price.per === price.per,
  )
  const counted = lines.reduce((sum, { count }) => sum + (count ?? 0), 0)
  if (samePrice && (basis === 'lead' || basis === 'credit')) {
    const what = basis === 'lead' ? bases.leads(counted) : costs.credits(counted)
    return costs.at(what, formatCents(price.cents / price.per, currency))
  }
  if (lines.length === 1) return priceText({ ...first, ...price }, currency)
  if (lines.every((line) => line.basis === 'month' && !line.shared))
    return costs.month(
      formatCents(
        lines.reduce((sum, { price: { cents, quantity } }) => sum + cents * quantity, 0),
        currency,
      ),
    )
  return costs.several(lines.length)
}

/** Path of the page with the costs; opened when a cost is undone from another page. */
export const costsPath = '/analytics/money/costs'
