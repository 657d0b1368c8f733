import { useState } from 'react'
import type { Experiment, VariantResult } from '#shared/contract/exports/experiments.ts'
import { type LeadColumn, ownColumns } from '#shared/contract/insights/breakdowns.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { ScrollTable } from '../../core/ui/scroll-table.tsx'
import { Select } from '../../core/ui/select.tsx'
import { leadColumnName } from '../../insights/analytics/by-column.tsx'
import { goalRate } from './experiment-text.ts'

type Line = {
  readonly id: string
  readonly label: string
  readonly quiet: boolean
  readonly variants: readonly VariantResult[]
}

/** The variants, broken down by the values of a column of the leads. */
export function ByColumnCard({ experiment }: { experiment: Experiment }) {
  const words = t.experiments
  const { id, plan, listId } = experiment
  const [chosen, setChosen] = useState<LeadColumn | null>(null)
  const others = useQuery('lists.columns', { listId }).data?.others
  const columns: readonly LeadColumn[] = [...((others ?? []) as LeadColumn[]), ...ownColumns]
  const shown = chosen ?? plan.stratum ?? (others ? (columns[0] ?? null) : null)
  const asked = useQuery('experiments.byColumn', shown ? { id, column: shown } : null)
  const found = usePreviousData(asked.data)
  const quiet = (key: string, label: string, of: { readonly variants: readonly VariantResult[] } | null | undefined) =>
    of ? [{ id: key, label, quiet: true, variants: of.variants }] : []
  const rows: readonly Line[] = [
    ...(found?.values ?? []).map(({ value, variants }) => ({ id: `v ${value}`, label: value, quiet: false, variants })),
    ...quiet('others', words.preview.others(found?.others?.values ?? 0), found?.others),
    ...quiet('empty', words.preview.noValue, found?.empty),
  ]
  return (
    <Card
      title={words.page.byColumn}
      pad={false}
      actions={
        <div className="experiment-column">
          <Select
            label={t.breakdowns.column.choice}
            value={shown}
            options={columns.map((value) => ({ value, label: leadColumnName(value) }))}
            onChange={setChosen}
          />
        </div>
      }
    >
      {asked.error && <ErrorNote error={asked.error} onAction={asked.refetch} />}
      {!found && !asked.error && (
        <div className="card-pad">
          <ProgressBar share={null} label={t.breakdowns.column.reading} />
        </div>
      )}
      {found && (
        <ScrollTable label={words.page.byColumn}>
          <PlainTable
            label={words.page.byColumn}
            rows={rows}
            rowId={(row) => row.id}
            columns={columnsFor(experiment, shown)}
          />
        </ScrollTable>
      )}
    </Card>
  )
}

function columnsFor({ plan }: Experiment, shown: LeadColumn | null): readonly TableColumn<Line>[] {
  return [
    column('value', shown === null ? '' : leadColumnName(shown), { minWidth: 160 }, ({ label, quiet }) => (
      <span className={quiet ? 'ellipsis text-2' : 'ellipsis'} title={label}>
        {label}
      </span>
    )),
    column('contacted', t.experiments.page.columns.contacted, { width: 110, align: 'right' }, ({ variants }) =>
      formatNumber(variants.reduce((sum, { contacted }) => sum + contacted, 0)),
    ),
    ...plan.variants.map(
      ({ name }, at): TableColumn<Line> =>
        column(`v${at}`, name, { width: 150, align: 'right' }, ({ variants }) => {
          const of = variants[at]
          return of && of.contacted > 0 ? goalRate(of, plan.goal) : <span className="zero">{formatNumber(0)}</span>
        }),
    ),
  ]
}
