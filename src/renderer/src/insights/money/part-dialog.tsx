import type { Input } from '#shared/contract/index.ts'
import type { PartLine } from '#shared/contract/insights/money.ts'
import type { CostRatio } from '#shared/domain/insights/money/figures.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatCents, formatNumber, t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { FigureTable, Lines } from './sum-tables.tsx'

export type PartOf = Input<'money.partSum'> & { readonly name: string }

/** Ratios whose base is known for a group of leads. */
export const partRatios: readonly CostRatio[] = ['costPerLead', 'costPerReply', 'costPerQualified', 'costPerMeeting']

/** The most important ratios; a table has room for them in any window. */
export const firstRatios: readonly CostRatio[] = ['costPerReply', 'costPerMeeting']

/** Sources of the figures of a list, a file or a value: campaigns and lists, with the share of each. */
export function PartDialog({ of, onClose }: { of: PartOf; onClose: () => void }) {
  const words = t.money
  const { name, ...asked } = of
  const sum = useQuery('money.partSum', asked)
  const { data } = sum
  return (
    <Dialog
      onClose={onClose}
      title={words.sum.title(name)}
      width={620}
      actions={<Button label={words.sum.close} variant="primary" onClick={onClose} autoFocus />}
    >
      {sum.error && <ErrorNote error={sum.error} />}
      {!data && sum.asking && (
        <div role="status" className="money-reading">
          <ProgressBar label={words.parts.reading} share={null} />
          <p className="text-2 small">{words.parts.reading}</p>
        </div>
      )}
      {data && (
        <div className="stack">
          <Lines title={words.sum.costs} total={data.figures.costCents} currency={data.currency} none={words.noCost}>
            {rowsOf(data.costs, data.currency)}
          </Lines>
          <Lines
            title={words.sum.revenue}
            total={data.figures.revenueCents}
            currency={data.currency}
            none={words.noRevenue}
          >
            {rowsOf(data.revenue, data.currency)}
          </Lines>
          <FigureTable figures={data.figures} currency={data.currency} ratios={partRatios} />
        </div>
      )}
    </Dialog>
  )
}

const rowsOf = (lines: readonly PartLine[], currency: string) =>
  lines.map((line, at) => (
    // Lines never move, and names may repeat.
    <tr key={at}>
      <th scope="row">
        {line.name ?? t.money.noCampaign}
        <span className="text-3 small">{howWords(line, currency)}</span>
      </th>
      <td className="num">{formatCents(line.cents, currency)}</td>
    </tr>
  ))

function howWords({ kind, weight, ofWeight, wholeCents }: PartLine, currency: string): string {
  const words = t.money
  if (kind === 'deal') return words.sources.deals
  // There is nothing to divide by, as the whole amount is counted here.
  if (ofWeight === 0) return ''
  const how = kind === 'qualified' ? words.parts.people : words.parts.ofCampaign
  return how(formatNumber(weight), formatNumber(ofWeight), formatCents(wholeCents, currency))
}
