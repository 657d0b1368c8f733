import { Trophy } from 'lucide-react'
import type { Experiment, ExperimentResult, VariantResult } from '#shared/contract/experiments.ts'
import { formatNumber, formatRate } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { PlainTable, type TableColumn } from '../../ui/plain-table.tsx'
import { ScrollTable } from '../../ui/scroll-table.tsx'

/** Every variant with its figures and rates. */
export function VariantTable({ experiment, result }: { experiment: Experiment; result: ExperimentResult }) {
  const words = t.experiments.page
  const winner = experiment.winner === null ? null : (experiment.plan.variants[experiment.winner]?.name ?? null)
  return (
    <Card title={words.variants} pad={false}>
      <ScrollTable label={words.variants}>
        <PlainTable
          label={words.variants}
          rows={result.variants}
          rowId={({ name }) => name}
          columns={columns(winner)}
        />
      </ScrollTable>
      <p className="experiment-foot">{words.foot}</p>
    </Card>
  )
}

function columns(winner: string | null): readonly TableColumn<VariantResult>[] {
  const { columns: heads, winner: winnerWord } = t.experiments.page
  const figure = (id: 'leads' | 'uploaded' | 'contacted', width: number): TableColumn<VariantResult> => ({
    id,
    header: heads[id],
    width,
    align: 'right',
    cell: (row) => <span className={row[id] === 0 ? 'zero' : undefined}>{formatNumber(row[id])}</span>,
  })
  const rate = (
    id: 'replied' | 'automatic' | 'positive' | 'bounced' | 'unsubscribed',
    width: number,
    quiet = false,
  ): TableColumn<VariantResult> => ({
    id,
    header: heads[id],
    width,
    align: 'right',
    quiet,
    cell: (row) => formatRate(row[id], row.contacted),
  })
  return [
    {
      id: 'variant',
      header: heads.variant,
      minWidth: 160,
      cell: ({ name }) => (
        <span className="row">
          <b className="ellipsis" title={name}>
            {name}
          </b>
          {name === winner && (
            <Badge tone="ok" icon={Trophy}>
              {winnerWord}
            </Badge>
          )}
        </span>
      ),
    },
    figure('leads', 84),
    figure('uploaded', 100),
    figure('contacted', 104),
    {
      id: 'opened',
      header: heads.opened,
      width: 132,
      align: 'right',
      cell: ({ opened, openedOf, contacted }) =>
        opened === null ? (
          <span className="text-3 small">{contacted === 0 ? '' : t.breakdowns.notMeasured}</span>
        ) : (
          formatRate(opened, openedOf)
        ),
    },
    rate('replied', 124),
    rate('positive', 124),
    rate('automatic', 120, true),
    rate('bounced', 120),
    rate('unsubscribed', 124, true),
  ]
}
