import { Trophy } from 'lucide-react'
import type { Experiment, ExperimentResult, VariantResult } from '#shared/contract/exports/experiments.ts'
import { formatNumber, formatRate, formatShare, t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { ScrollTable } from '../../core/ui/scroll-table.tsx'

export function VariantTable({ experiment, result }: { experiment: Experiment; result: ExperimentResult }) {
  const words = t.experiments.page
  const winner = experiment.winner === null ? null : (experiment.plan.variants[experiment.winner]?.name ?? null)
  return (
    <Card title={words.variants} pad={false}>
      <ScrollTable label={words.variants} early>
        <PlainTable
          label={words.variants}
          rows={result.variants}
          rowId={({ name }) => name}
          columns={columns(
            winner,
            result.variants.some(({ opened }) => opened !== null),
          )}
        />
      </ScrollTable>
      <p className="experiment-foot">{words.foot}</p>
    </Card>
  )
}

function columns(winner: string | null, measuresOpens: boolean): readonly TableColumn<VariantResult>[] {
  const { columns: heads, winner: winnerWord } = t.experiments.page
  const figure = (id: 'leads' | 'uploaded' | 'contacted', width: number, quiet?: boolean): TableColumn<VariantResult> =>
    column(id, heads[id], { quiet, width, align: 'right' }, (row) => (
      <span className={row[id] === 0 ? 'zero' : undefined}>{formatNumber(row[id])}</span>
    ))
  const rate = (id: 'replied' | 'positive', width: number): TableColumn<VariantResult> =>
    column(id, heads[id], { width, align: 'right' }, (row) => formatRate(row[id], row.contacted))
  const share = (
    id: 'automatic' | 'bounced' | 'unsubscribed',
    width: number,
    quiet?: boolean,
  ): TableColumn<VariantResult> =>
    column(id, heads[id], { quiet, width, align: 'right' }, (row) => {
      const value = row[id]
      if (row.contacted === 0) return <span className="zero">{formatNumber(0)}</span>
      if (value === null) return <span className="text-3 small">{t.breakdowns.notMeasured}</span>
      return (
        <span className={value === 0 ? 'zero' : undefined} title={formatRate(value, row.contacted)}>
          {formatShare(value / row.contacted)}
        </span>
      )
    })
  const opens: TableColumn<VariantResult> = column(
    'opened',
    heads.opened,
    { width: 108, align: 'right' },
    ({ opened, openedOf, contacted }) =>
      opened === null ? (
        <span className="text-3 small">{contacted === 0 ? '' : t.breakdowns.notMeasured}</span>
      ) : (
        formatRate(opened, openedOf)
      ),
  )
  return [
    column('variant', heads.variant, { minWidth: 110 }, ({ name }) => (
      <span className="row">
        <Cut as="b" text={name} />
        {name === winner && (
          <Badge tone="ok" icon={Trophy}>
            {winnerWord}
          </Badge>
        )}
      </span>
    )),
    figure('leads', 72, true),
    figure('uploaded', 96, true),
    figure('contacted', 90),
    ...(measuresOpens ? [opens] : []),
    rate('replied', 122),
    rate('positive', 122),
    share('automatic', 98, true),
    share('bounced', 80),
    share('unsubscribed', 114),
  ]
}
