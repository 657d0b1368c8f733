import type { Input } from '#shared/contract/index.ts'
import type { CostLine, MoneySum, RevenueLine } from '#shared/contract/insights/money.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatCents, formatDay, formatNumber, t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { costName, priceText } from './cost-text.ts'
import { FigureTable, Lines } from './sum-tables.tsx'

/** The subject whose sum is shown. */
export type SumOf = Input<'money.sum'> & { readonly name: string }

/** The lines a figure consists of, and the figures calculated from them. */
export function SumDialog({ of, onClose }: { of: SumOf; onClose: () => void }) {
  const { name, ...asked } = of
  const sum = useQuery('money.sum', asked)
  return (
    <Dialog
      onClose={onClose}
      title={t.money.sum.title(name)}
      width={620}
      actions={<Button label={t.money.sum.close} variant="primary" onClick={onClose} autoFocus />}
    >
      {sum.error && <ErrorNote error={sum.error} />}
      {sum.data && <Shown sum={sum.data} />}
    </Dialog>
  )
}

function Shown({ sum }: { sum: MoneySum }) {
  const words = t.money
  const { currency, figures, costs, revenue } = sum
  return (
    <div className="stack">
      <Lines title={words.sum.costs} total={figures.costCents} currency={currency} none={words.noCost}>
        {costs.map((line) => (
          <CostRow key={`${line.costId} ${line.workspaceId} ${line.about}`} line={line} currency={currency} />
        ))}
      </Lines>
      <Lines title={words.sum.revenue} total={figures.revenueCents} currency={currency} none={words.noRevenue}>
        {revenue.map((line) => (
          <RevenueRow
            key={`${line.campaignId} ${line.stage} ${line.cameWith} ${line.source} ${line.email}`}
            line={line}
            currency={currency}
          />
        ))}
      </Lines>
      {sum.dealsWithoutAmount > 0 && <p className="text-2 small">{words.sum.withoutAmount(sum.dealsWithoutAmount)}</p>}
      <FigureTable figures={figures} currency={currency} />
    </div>
  )
}

function CostRow({ line, currency }: { line: CostLine; currency: string }) {
  const words = t.money.sum
  const how = [
    priceText({ ...line, ...line.price }, currency),
    line.count === null
      ? null
      : line.basis === 'credit'
        ? words.credits(formatNumber(line.count))
        : words.leadsPaid(line.count),
    line.shared ? words.shared : null,
    line.cents === line.wholeCents ? null : words.whole(formatCents(line.wholeCents, currency)),
    words.asOf(formatDay(line.price.asOf)),
  ].filter((part) => part !== null)
  return (
    <tr>
      <th scope="row">
        {costName(line)}
        <span className="text-3 small">{how.join(' · ')}</span>
      </th>
      <td className="num">{formatCents(line.cents, currency)}</td>
    </tr>
  )
}

function RevenueRow({ line, currency }: { line: RevenueLine; currency: string }) {
  const words = t.money
  const { stage, cameWith, source, email, count, eachCents, campaignName } = line
  const what = email ?? (source === 'opportunities' ? words.sources.opportunities : stage ? words.stages[stage] : '')
  return (
    <tr>
      <th scope="row">
        {what}
        <span className="text-3 small">
          {[
            campaignName || words.noCampaign,
            cameWith === null ? null : words.sum.cameWith(words.stages[cameWith]),
            email === null && eachCents !== null ? words.sum.times(count, formatCents(eachCents, currency)) : null,
            email === null ? null : words.sources.deals,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </th>
      <td className="num">{formatCents(line.cents, currency)}</td>
    </tr>
  )
}
