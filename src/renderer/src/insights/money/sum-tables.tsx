import { type ReactNode, useState } from 'react'
import { costBasesOf, costRatios, type MoneyFigures, profitOf } from '#shared/domain/insights/money/figures.ts'
import { formatCents, t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ratioText, roiText, whyNone } from './money-text.ts'

/** Further lines are collapsed so that the figures below stay close. */
const maxLines = 12

type LinesProps = {
  title: string
  total: number | null
  currency: string
  none: string
  children: readonly ReactNode[]
}

/** Lines with their total at the foot. */
export function Lines({ title, total, currency, none, children }: LinesProps) {
  const [all, setAll] = useState(children.length <= maxLines)
  return (
    <table className="money-lines" aria-label={title}>
      <caption>{title}</caption>
      <tbody>
        {all ? children : children.slice(0, maxLines)}
        {!all && (
          <tr>
            <td colSpan={2}>
              <Button label={t.home.showAll(children.length)} size="s" variant="quiet" onClick={() => setAll(true)} />
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

type Props = { figures: MoneyFigures; currency: string; ratios?: typeof costRatios }

/** Each figure with the division that yields it. */
export function FigureTable({ figures, currency, ratios = costRatios }: Props) {
  const words = t.money
  const cost = figures.costCents
  const profit = profitOf(figures)
  return (
    <table className="money-lines" aria-label={words.sum.figures}>
      <caption>{words.sum.figures}</caption>
      <tbody>
        {ratios.map((ratio) => {
          const value = ratioText(ratio, figures, currency)
          const base = figures[costBasesOf[ratio]]
          return (
            <tr key={ratio}>
              <th scope="row">
                {words.ratiosLong[ratio]}
                <span className="text-3 small">
                  {words.sum.divided(
                    cost === null ? words.noCost : formatCents(cost, currency),
                    base === null ? '…' : words.bases[costBasesOf[ratio]](base),
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
                  {words.sum.roi(formatCents(figures.revenueCents ?? 0, currency), formatCents(cost, currency))}
                </span>
              </th>
              <td className="num">{roiText(figures) ?? <span className="text-3">{words.noBase}</span>}</td>
            </tr>
          </>
        )}
      </tbody>
    </table>
  )
}
