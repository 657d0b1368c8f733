import type { MoneyGroup } from '#shared/contract/money.ts'
import { type CostRatio, costBasesOf, fewOnes, profitOf } from '#shared/domain/money/figures.ts'
import { formatCents } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { amountWords, ratioWords, roiWords, whyNone } from './money-words.ts'

const ratios: readonly CostRatio[] = ['costPerReply', 'costPerQualified']

/** The sums of a currency side by side; each opens into the lines it is made of. */
export function MoneyCards({ group, onOpen }: { group: Pick<MoneyGroup, 'currency' | 'sums'>; onOpen: () => void }) {
  const words = t.money
  const { currency, sums } = group
  const perLead = ratioWords('costPerLead', sums, currency)
  const profit = profitOf(sums)
  return (
    <section className="card sum-cards money-cards" aria-label={words.cards}>
      <MoneyCard
        name={words.cost}
        value={amountWords(sums.costCents, currency)}
        none={words.noCost}
        foot={perLead === null ? words.bases.sent(sums.sent) : `${perLead} ${words.perLead}`}
        onOpen={onOpen}
      />
      {ratios.map((ratio) => {
        const base = sums[costBasesOf[ratio]]
        const counted = words.bases[costBasesOf[ratio]](base)
        return (
          <MoneyCard
            key={ratio}
            name={words.ratiosLong[ratio]}
            value={ratioWords(ratio, sums, currency)}
            none={whyNone(ratio, sums)}
            foot={base > 0 && base < fewOnes ? `${counted}. ${words.few}` : counted}
            onOpen={onOpen}
          />
        )
      })}
      <MoneyCard
        name={words.revenue}
        value={amountWords(sums.revenueCents, currency)}
        none={words.noRevenue}
        foot={words.bases.qualified(sums.qualified)}
        onOpen={onOpen}
      />
      <MoneyCard
        name={words.profit}
        value={profit === null ? null : formatCents(profit, currency)}
        none={words.noRevenue}
        foot={`${words.roi}: ${roiWords(sums) ?? words.noBase}`}
        onOpen={onOpen}
      />
    </section>
  )
}

type CardProps = { name: string; value: string | null; none: string; foot: string; onOpen: () => void }

function MoneyCard({ name, value, none, foot, onOpen }: CardProps) {
  return (
    <button type="button" className="sum-card" onClick={onOpen} title={t.money.opensSum(name)}>
      <span className="sum-name">{name}</span>
      {value === null ? <span className="sum-none">{none}</span> : <span className="sum-value">{value}</span>}
      <span className="sum-foot">{foot}</span>
    </button>
  )
}
