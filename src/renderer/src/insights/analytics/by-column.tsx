import { Columns3, Users } from 'lucide-react'
import { useState } from 'react'
import {
  type BreakdownScope,
  type ColumnFigures,
  groupingColumns,
  type LeadColumn,
  type ValueFigures,
} from '#shared/contract/insights/breakdowns.ts'
import { enoughPeople, wilsonInterval } from '#shared/domain/insights/analytics/performers.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber, formatRate, formatShare, t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { ChooseClient } from '../../core/ui/choose-client.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { EmptyState } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { ScrollTable } from '../../core/ui/scroll-table.tsx'
import { Select } from '../../core/ui/select.tsx'
import { ListedAsOf, ReadBack } from '../../events/events/read-back.tsx'
import { columnName } from '../../leads/lists/lead-columns.tsx'

/** The columns that usually say most about a lead, if a file has them. */
const telling = ['variable:industry', 'variable:category', 'variable:city', 'field:job_title']

/** Returns the name of a lead column, marked if it comes from a file. */
export const leadColumnName = (name: LeadColumn): string => {
  const own = groupingColumns.find((one) => one === name)
  if (own) return t.breakdowns.column.own[own]
  return name.startsWith('original:') ? t.breakdowns.column.ofFile(columnName(name)) : columnName(name)
}

/** Reply rates by the values of any lead column, with their confidence intervals. */
export function ByColumn({ scope, oneClient }: { scope: BreakdownScope; oneClient: boolean }) {
  const words = t.breakdowns.column
  const { workspaceId } = scope
  const [chosen, setChosen] = useState<LeadColumn | null>(null)
  const asked = oneClient && workspaceId !== null
  const columns = useQuery('analytics.columns', asked ? { workspaceId } : null).data
  const shown =
    columns && (columns.find((one) => one === chosen) ?? telling.find((one) => columns.includes(one)) ?? columns[0])
  const figures = useQuery('analytics.byColumn', asked && shown ? { ...scope, workspaceId, column: shown } : null)
  if (!asked) return <ChooseClient icon={Users} title={words.oneClient} text={words.oneClientText} />
  if (figures.error) return <ErrorNote error={figures.error} onAction={figures.refetch} />
  return (
    <>
      <div className="breakdown-head">
        <div className="breakdown-choice">
          <Select
            label={words.choice}
            value={shown ?? null}
            options={(columns ?? []).map((value) => ({ value, label: leadColumnName(value) }))}
            onChange={setChosen}
          />
        </div>
        {figures.data && <span className="text-2 small">{words.meta(formatNumber(figures.data.all.contacted))}</span>}
      </div>
      {!figures.data && (
        <div className="breakdown-none">
          <p className="text-3">{words.reading}</p>
          <ProgressBar share={null} label={words.reading} />
        </div>
      )}
      <ReadBack workspaceId={workspaceId} />
      <ListedAsOf workspaceId={workspaceId} />
      {figures.data && figures.data.all.contacted === 0 && (
        <EmptyState icon={Columns3} title={words.none} text={words.noneText} />
      )}
      {figures.data && figures.data.all.contacted > 0 && shown && (
        <Values figures={figures.data} name={leadColumnName(shown)} />
      )}
    </>
  )
}

const somePeople = 20

type Line = ValueFigures & { readonly id: string; readonly label: string; readonly quiet: boolean }

function Values({ figures, name }: { figures: ColumnFigures; name: string }) {
  const words = t.breakdowns.column
  const { values, others, empty, elsewhere, all } = figures
  const quiet = (id: string, label: string, of: ValueFigures | null): readonly Line[] =>
    of === null ? [] : [{ ...of, id, label, quiet: true }]
  const rows: readonly Line[] = [
    ...values.map((one) => ({ ...one, id: `v ${one.value}`, label: one.value, quiet: false })),
    ...quiet('others', words.others(others?.values ?? 0), others),
    ...quiet('empty', words.empty, empty),
    ...quiet('elsewhere', words.elsewhere, elsewhere),
  ]
  // The widest interval of the values with enough people sets the scale, as a value with three people would flatten all
  // others.
  const judged = rows.filter(({ contacted }) => contacted >= somePeople)
  const most = Math.max(0.02, ...(judged.length > 0 ? judged : rows).map((one) => wilsonInterval(rateOf(one)).high))
  return (
    <>
      <ScrollTable label={name}>
        <PlainTable label={name} rows={rows} rowId={(row) => row.id} columns={columnsFor(all, most, name)} />
      </ScrollTable>
      <p className="breakdown-foot">{words.foot}</p>
    </>
  )
}

const rateOf = ({ replied, contacted }: ValueFigures) => ({ part: replied, base: Math.max(1, contacted) })

function columnsFor(all: ValueFigures, most: number, name: string): readonly TableColumn<Line>[] {
  const { columns: heads, column: words, notMeasured } = t.breakdowns
  const overall = all.contacted === 0 ? 0 : all.replied / all.contacted
  const figure = (
    id: 'contacted' | 'automatic' | 'bounced' | 'interested',
    width: number,
    narrow = false,
  ): TableColumn<Line> =>
    column(id, heads[id], { width, align: 'right', quiet: narrow && 'early' }, (row) => {
      const value = row[id]
      if (value === null && id === 'interested') return <span className="text-3 small">…</span>
      if (value === null) return <span className="text-3 small">{notMeasured}</span>
      return <span className={value === 0 ? 'zero' : undefined}>{formatNumber(value)}</span>
    })
  return [
    column('value', name, { minWidth: 180 }, (row) => (
      <span className="row">
        <span className={row.quiet ? 'ellipsis text-2' : 'ellipsis'} title={row.label}>
          {row.label}
        </span>
        {!row.quiet && row.contacted >= enoughPeople && standing(row, overall)}
      </span>
    )),
    figure('contacted', 100),
    column('replied', heads.replied, { width: 124, align: 'right' }, (row) => formatRate(row.replied, row.contacted)),
    column('interval', heads.interval, { width: 150, quiet: 'early' }, (row) => (
      <Interval of={row} overall={overall} most={most} />
    )),
    figure('automatic', 96, true),
    column('opened', heads.opened, { width: 124, align: 'right' }, (row) =>
      row.opened === null ? <span className="text-3 small">{notMeasured}</span> : formatRate(row.opened, row.openedOf),
    ),
    figure('interested', 100),
    figure('bounced', 88, true),
  ]
  function standing(row: Line, rate: number) {
    const { low, high } = wilsonInterval(rateOf(row))
    if (low > rate) return <Badge tone="ok">{words.better}</Badge>
    return high < rate ? <Badge tone="warn">{words.worse}</Badge> : null
  }
}

/** Confidence interval of a rate; the dashed line is the overall rate. */
function Interval({ of, overall, most }: { of: ValueFigures; overall: number; most: number }) {
  const { low, high } = wilsonInterval(rateOf(of))
  const at = (share: number) => `${Math.min(100, (share / most) * 100)}%`
  const text = `${formatShare(low)} – ${formatShare(high)}`
  return (
    <span className="interval" role="img" aria-label={text} title={text}>
      <i style={{ left: at(low), right: `${100 - Math.min(100, (high / most) * 100)}%` }} />
      <u style={{ left: at(overall) }} />
      <b style={{ left: at(rateOf(of).part / rateOf(of).base) }} />
    </span>
  )
}
