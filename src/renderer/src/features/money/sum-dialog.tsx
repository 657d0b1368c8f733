import { type ReactNode, useState } from 'react'
import type { Input } from '#shared/contract/index.ts'
import type { CostLine, MoneySum, RevenueLine } from '#shared/contract/money.ts'
import { costBasesOf, costRatios, profitOf } from '#shared/domain/money/figures.ts'
import { formatCents, formatDay, formatNumber } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { useQuery } from '../../lib/use-query.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { costName, priceWords } from './cost-words.ts'
import { ratioWords, roiWords, whyNone } from './money-words.ts'

/** Whose sum is shown. */
export type SumOf = Input<'money.sum'> & { readonly name: string }

/** The very lines a figure is made of, and the figures made of them. */
export function SumDialog({ of, onClose }: { of: SumOf; onClose: () => void }) {
  const words = t.money.sum
  const { name, ...asked } = of
  const sum = useQuery('money.sum', asked, ['money', 'campaigns', 'exports', 'inbox', 'crm'])
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title(name)}
      width={620}
      actions={
        <Button variant="primary" onClick={onClose} autoFocus>
          {words.close}
        </Button>
      }
    >
      {sum.error && <ErrorNote error={sum.error} />}
      {sum.data && <Shown sum={sum.data} />}
    </Dialog>
  )
}

function Shown({ sum }: { sum: MoneySum }) {
  const words = t.money
  const { currency, figures, costs, revenue } = sum
  const cost = figures.costCents
  const profit = profitOf(figures)
  return (
    <div className="money-sum">
      <Lines title={words.sum.costs} total={cost} currency={currency} none={words.noCost}>
        {costs.map((line) => (
          <CostRow key={`${line.costId} ${line.workspaceId} ${line.about}`} line={line} currency={currency} />
        ))}
      </Lines>
      <Lines title={words.sum.revenue} total={figures.revenueCents} currency={currency} none={words.noRevenue}>
        {revenue.map((line) => (
          <RevenueRow
            key={`${line.campaignId} ${line.stage} ${line.source} ${line.email}`}
            line={line}
            currency={currency}
          />
        ))}
      </Lines>
      {sum.dealsWithoutAmount > 0 && <p className="text-2 small">{words.sum.withoutAmount(sum.dealsWithoutAmount)}</p>}
      <table className="money-lines" aria-label={words.sum.figures}>
        <caption>{words.sum.figures}</caption>
        <tbody>
          {costRatios.map((ratio) => {
            const value = ratioWords(ratio, figures, currency)
            return (
              <tr key={ratio}>
                <th scope="row">
                  {words.ratiosLong[ratio]}
                  <span className="text-3 small">
                    {words.sum.divided(
                      cost === null ? words.noCost : formatCents(cost, currency),
                      words.bases[costBasesOf[ratio]](figures[costBasesOf[ratio]]),
                    )}
                  </span>
                </th>
                <td className="num">{value ?? <span className="text-3">{whyNone(ratio, figures)}</span>}</td>
              </tr>
            )
          })}
          {profit !== null && cost !== null && (
            <>
              <tr>
                <th scope="row">
                  {words.profit}
                  <span className="text-3 small">
                    {words.sum.profit(formatCents(figures.revenueCents ?? 0, currency), formatCents(cost, currency))}
                  </span>
                </th>
                <td className="num">{formatCents(profit, currency)}</td>
              </tr>
              <tr>
                <th scope="row">
                  {words.roi}
                  <span className="text-3 small">
                    {words.sum.roi(formatCents(profit, currency), formatCents(cost, currency))}
                  </span>
                </th>
                <td className="num">{roiWords(figures) ?? <span className="text-3">{words.noBase}</span>}</td>
              </tr>
            </>
          )}
        </tbody>
      </table>
    </div>
  )
}

/** More are folded: the figures below stay near. */
const mostLines = 12

type LinesProps = {
  title: string
  total: number | null
  currency: string
  none: string
  children: readonly ReactNode[]
}

function Lines({ title, total, currency, none, children }: LinesProps) {
  const [all, setAll] = useState(children.length <= mostLines)
  return (
    <table className="money-lines" aria-label={title}>
      <caption>{title}</caption>
      <tbody>
        {all ? children : children.slice(0, mostLines)}
        {!all && (
          <tr>
            <td colSpan={2}>
              <Button size="s" variant="quiet" onClick={() => setAll(true)}>
                {t.home.showAll(children.length)}
              </Button>
            </td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{title}</th>
          <td className="num">{total === null ? none : formatCents(total, currency)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

function CostRow({ line, currency }: { line: CostLine; currency: string }) {
  const words = t.money.sum
  const how = [
    priceWords({ ...line, ...line.price }, currency),
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
  const { stage, source, email, count, eachCents, campaignName } = line
  const what = email ?? (source === 'opportunities' ? words.sources.opportunities : stage ? words.stages[stage] : '')
  return (
    <tr>
      <th scope="row">
        {what}
        <span className="text-3 small">
          {[
            campaignName || words.noCampaign,
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
