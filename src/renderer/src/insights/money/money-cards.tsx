import type { MoneyGroup } from '#shared/contract/insights/money.ts'
import { type CostRatio, costBasesOf, fewResults, profitOf } from '#shared/domain/insights/money/figures.ts'
import { formatCents, t } from '../../core/lib/texts.ts'
import { type FigureCard, FigureCards } from '../../core/ui/figure-cards.tsx'
import { amountText, ratioText, roiText, whyNone } from './money-text.ts'

const ratios: readonly CostRatio[] = ['costPerReply', 'costPerQualified']

/** Totals of one currency side by side; each opens the lines it is made of. */
export function MoneyCards({ group, onOpen }: { group: Pick<MoneyGroup, 'currency' | 'sums'>; onOpen: () => void }) {
  const words = t.money
  const { currency, sums } = group
  const perLead = ratioText('costPerLead', sums, currency)
  const profit = profitOf(sums)
  const card = (of: Pick<FigureCard, 'name' | 'value' | 'none' | 'foot'>): FigureCard => ({
    ...of,
    explain: [words.opensSum(of.name)],
    onOpen,
  })
  return (
    <FigureCards
      label={words.cards}
      figures={[
        card({
          name: words.cost,
          value: amountText(sums.costCents, currency),
          none: words.noCost,
          foot: perLead === null ? words.bases.sent(sums.sent) : `${perLead} ${words.perLead}`,
        }),
        ...ratios.map((ratio) => {
          const base = sums[costBasesOf[ratio]]
          const counted = base === null ? '' : words.bases[costBasesOf[ratio]](base)
          return card({
            name: words.ratiosLong[ratio],
            value: ratioText(ratio, sums, currency),
            none: whyNone(ratio, sums),
            foot: base !== null && base > 0 && base < fewResults ? `${counted}. ${words.few}` : counted,
          })
        }),
        card({
          name: words.revenue,
          value: amountText(sums.revenueCents, currency),
          none: words.noRevenue,
          foot: sums.qualified === null ? '' : words.bases.qualified(sums.qualified),
        }),
        card({
          name: words.profit,
          value: profit === null ? null : formatCents(profit, currency),
          none: words.noRevenue,
          foot: `${words.roi}: ${roiText(sums) ?? words.noBase}`,
        }),
      ]}
    />
  )
}
