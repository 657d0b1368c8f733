import type { SplitPreview } from '#shared/contract/exports/experiments.ts'
import type { ExperimentPlan } from '#shared/domain/exports/experiments/plan.ts'
import type { AppError } from '#shared/errors.ts'
import { formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { column } from '../../core/ui/column.ts'
import { count } from '../../core/ui/count.tsx'
import { Cut } from '../../core/ui/cut.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { ScrollTable } from '../../core/ui/scroll-table.tsx'
import { Select } from '../../core/ui/select.tsx'
import { leadColumnName } from '../../insights/analytics/by-column.tsx'

type Props = {
  /** Null while the form is incomplete. */
  plan: ExperimentPlan | null
  preview: SplitPreview | undefined
  error: AppError | null
  columns: readonly string[]
  column: string | null
  onColumn: (column: string) => void
}

/** Preview of the split: sizes, blanks, balance and examples. */
export function PreviewCard({ plan, preview, error, columns, column: chosen, onColumn }: Props) {
  const words = t.experiments.preview
  return (
    <>
      <Card title={words.title} meta={preview && words.of(preview.leads)} pad={!preview}>
        {error && <ErrorNote error={error} />}
        {!plan && <p className="text-3">{words.waiting}</p>}
        {plan && !preview && !error && (
          <div role="status">
            <p className="text-3">{words.reading}</p>
            <ProgressBar share={null} label={words.reading} />
          </div>
        )}
        {preview && <Sizes preview={preview} />}
      </Card>
      {preview && preview.leads > 0 && (
        <>
          <Notes preview={preview} />
          <Balance preview={preview} columns={columns} column={chosen} onColumn={onColumn} />
          <Examples preview={preview} />
        </>
      )}
    </>
  )
}

function Sizes({ preview }: { preview: SplitPreview }) {
  const words = t.experiments.preview
  const { variants, leads } = preview
  if (leads === 0) return <p className="card-pad text-3">{words.none}</p>
  return (
    <ScrollTable label={words.title}>
      <PlainTable<(typeof variants)[number]>
        label={words.title}
        rows={variants}
        rowId={({ name }) => name}
        columns={[
          column('variant', words.variant, { minWidth: 120 }, ({ name }) => <b className="wrap">{name}</b>),
          column('leads', words.leads, { width: 90, align: 'right' }, (one) => count(one.leads)),
          column('share', words.share, { width: 84, align: 'right' }, (one) =>
            formatShare(one.leads / Math.max(1, leads)),
          ),
          column('empty', words.empty, { width: 120, align: 'right' }, (one) => count(one.empty)),
          column('gaps', words.gaps, { width: 150, align: 'right' }, (one) => count(one.gaps)),
        ]}
      />
    </ScrollTable>
  )
}

function Notes({ preview }: { preview: SplitPreview }) {
  const words = t.experiments.preview
  const { companies, fixed, reached, tooManyStrata, variants, mark } = preview
  const gaps = variants.reduce((sum, one) => sum + one.gaps, 0)
  const tooLong = variants.reduce((sum, one) => sum + one.tooLong, 0)
  return (
    <div className="stack experiment-notes">
      {tooManyStrata && <Note tone="bad" title={words.strata} />}
      {tooLong > 0 && <Note tone="bad" title={words.tooLong(tooLong)} />}
      {gaps > 0 && <Note tone="warn" title={words.gapsNote(gaps)} />}
      {reached > 0 && <Note tone="info" title={words.reached(reached)} />}
      <p className="small text-2">
        {fixed > 0 && `${words.fixed(fixed)} `}
        {companies && companies.count > 0 && `${words.companies(companies.count, companies.largest)} `}
        {words.mark(mark)}
      </p>
    </div>
  )
}

function Balance({
  preview,
  columns,
  column: chosen,
  onColumn,
}: Omit<Props, 'plan' | 'error' | 'preview'> & { preview: SplitPreview }) {
  const words = t.experiments.preview
  const [found] = preview.balance
  return (
    <Card
      title={words.balance}
      pad={false}
      actions={
        <div className="experiment-column">
          <Select
            label={words.balanceColumn}
            value={chosen}
            options={columns.map((value) => ({ value, label: leadColumnName(value) }))}
            onChange={onColumn}
          />
        </div>
      }
    >
      {found && (
        <ScrollTable label={words.balance}>
          <PlainTable<(typeof found.values)[number]>
            label={words.balance}
            rows={found.values}
            rowId={({ value }) => value}
            columns={[
              column('value', words.value, { minWidth: 140 }, ({ value }) => (
                <span className={value === '' ? 'text-3' : 'wrap'}>{value === '' ? words.noValue : value}</span>
              )),
              ...preview.variants.map(({ name }, at) =>
                column(`v${at}`, name, { width: 110, align: 'right' }, ({ leads }: (typeof found.values)[number]) =>
                  formatNumber(leads[at] ?? 0),
                ),
              ),
            ]}
          />
        </ScrollTable>
      )}
      {found && found.others > 0 && <p className="experiment-foot">{words.others(found.others)}</p>}
    </Card>
  )
}

function Examples({ preview }: { preview: SplitPreview }) {
  const words = t.experiments.preview
  return (
    <Card title={words.examples}>
      <div className="stack">
        {preview.variants.map(({ name, examples }) => (
          <div key={name} className="experiment-examples">
            <h3 className="small wrap">{name}</h3>
            <ul>
              {examples.map(({ email, value, gaps }) => (
                <li key={email}>
                  <Cut text={email} className="text-3 small" />
                  <span className="wrap">
                    {value === '' ? <span className="text-3">{words.nothing}</span> : value}{' '}
                    {gaps && <Badge tone="warn">{words.blank}</Badge>}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Card>
  )
}
