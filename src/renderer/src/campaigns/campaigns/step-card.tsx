import type { CampaignStepRow } from '#shared/contract/campaigns/campaigns.ts'
import type { Measures } from '#shared/domain/campaigns/rates.ts'
import { formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { ScrollTable } from '../../core/ui/scroll-table.tsx'
import { AsOf } from './as-of.tsx'

type Props = { steps: readonly CampaignStepRow[]; readAt: string | null; measures: Measures }

/** A, B, C … */
export const variantLetter = (variant: number): string =>
  variant < 26 ? String.fromCodePoint(65 + variant) : String(variant + 1)

/** Results of each variant of each step. Shares are of the mails of that step. */
export function StepCard({ steps, readAt, measures }: Props) {
  const words = t.campaigns
  return (
    <Card title={words.bySteps}>
      {steps.length === 0 ? (
        <p className="text-3">{readAt === null ? words.neverRead : words.noDays}</p>
      ) : (
        <StepTable steps={steps} measures={measures} />
      )}
      {readAt !== null && <AsOf iso={readAt} />}
    </Card>
  )
}

/** The table of `StepCard` alone; `withoutMarks` if it is unknown who is interested. */
export function StepTable({ steps, measures, withoutMarks }: Omit<Props, 'readAt'> & { withoutMarks?: boolean }) {
  const several = new Set(steps.map(({ variant }) => variant)).size > 1
  return (
    <ScrollTable label={t.campaigns.bySteps}>
      <PlainTable
        label={t.campaigns.bySteps}
        columns={columnsFor(measures, several).filter(({ id }) => !withoutMarks || id !== 'interested')}
        rows={steps}
        rowId={(row) => `${row.step} ${row.variant}`}
      />
    </ScrollTable>
  )
}

function columnsFor(measures: Measures, several: boolean): readonly TableColumn<CampaignStepRow>[] {
  const words = t.campaigns
  const share = (
    id: 'openedUnique' | 'clickedUnique' | 'repliedUnique',
    header: string,
    measured = true,
  ): TableColumn<CampaignStepRow> =>
    column(id, header, { width: 108, align: 'right' }, (row) =>
      measured ? (
        <>
          {formatNumber(row[id])}
          {row.sent > 0 && <span className="text-3 small"> · {formatShare(row[id] / row.sent)}</span>}
        </>
      ) : (
        <span className="text-3 small">{words.notMeasured}</span>
      ),
    )
  return [
    column('step', words.step, { minWidth: 150 }, (row) => (
      <span className="step-name">
        <span>
          {row.step === null ? <span className="text-3">{words.unknownStep}</span> : words.stepName(row.step)}
          {several && row.variant !== null && <b> {variantLetter(row.variant)}</b>}
        </span>
        {row.subject !== null && (
          <span className="ellipsis text-3 small" title={row.subject}>
            {row.subject || words.sameThread}
          </span>
        )}
      </span>
    )),
    column('sent', words.metrics.sent, { width: 84, align: 'right' }, (row) => formatNumber(row.sent)),
    share('openedUnique', words.metrics.opened, measures.opens),
    share('clickedUnique', words.metrics.clicked, measures.clicks),
    share('repliedUnique', words.metrics.replied),
    column('interested', words.metrics.interested, { width: 122, align: 'right' }, (row) =>
      row.interested === null ? '…' : formatNumber(row.interested),
    ),
  ]
}
