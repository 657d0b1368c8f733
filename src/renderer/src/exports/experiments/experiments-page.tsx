import './experiments.css'
import { FlaskConical } from 'lucide-react'
import type { ExperimentRow } from '#shared/contract/exports/experiments.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useCurrentWorkspaceId } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, Link } from '../../core/ui/button.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card, EmptyState } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { ScrollTable } from '../../core/ui/scroll-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { AnalyticsViews } from '../../insights/analytics/analytics-views.tsx'
import { decisionText, goalRate, stateTones, verdictText } from './experiment-text.ts'

/** The experiments of one client or of all, with their status. */
export function ExperimentsPage() {
  const words = t.experiments
  const workspaceId = useCurrentWorkspaceId()
  const { data, error, refetch } = useQuery('experiments.list', { workspaceId })
  return (
    <AnalyticsViews view="experiments" meta={data && data.length > 0 ? words.list.meta(data.length) : undefined}>
      <div className="experiments">
        {error && <ErrorNote error={error} onAction={refetch} />}
        {data?.length === 0 && (
          <EmptyState icon={FlaskConical} title={words.list.empty} text={words.list.emptyText}>
            <Button label={words.list.toLists} onClick={() => go('/lists')} />
          </EmptyState>
        )}
        {data && data.length > 0 && (
          <Card pad={false}>
            <ScrollTable label={words.title}>
              <PlainTable
                label={words.title}
                rows={data}
                rowId={(row) => row.id}
                columns={columns()}
                to={(row) => `/analytics/experiments/${row.id}`}
              />
            </ScrollTable>
          </Card>
        )}
      </div>
    </AnalyticsViews>
  )
}

function columns(): readonly TableColumn<ExperimentRow>[] {
  const words = t.experiments.list
  return [
    column('name', words.name, { minWidth: 200 }, (row) => (
      <span className="experiment-name">
        <Link to={`/analytics/experiments/${row.id}`} className="ellipsis" title={row.plan.name}>
          {row.plan.name}
        </Link>
        <Cut text={row.listName} className="text-3 small" />
      </span>
    )),
    column('state', words.state, { width: 124 }, (row) => (
      <Badge tone={stateTones[row.state]}>{t.experiments.states[row.state]}</Badge>
    )),
    column('variants', words.variants, { width: 230 }, ({ plan, result }) => (
      <span className="experiment-variants">
        {plan.variants.map(({ name }, at) => {
          const of = result?.variants[at]
          return (
            <span key={name} className="row">
              <Cut as="b" text={name} />
              <span className="tabular push">{of && of.contacted > 0 ? goalRate(of, plan.goal) : words.none}</span>
            </span>
          )
        })}
      </span>
    )),
    column('verdict', words.verdict, { minWidth: 240 }, (row) =>
      row.state === 'planned' ? (
        <span className="text-3">{words.none}</span>
      ) : (
        <span className="experiment-says">
          {row.state === 'decided' && <b>{decisionText(row)} </b>}
          {verdictText(
            row.result,
            row.plan.variants.map(({ name }) => name),
          )}
        </span>
      ),
    ),
    column('counted', words.counted, { width: 130, quiet: true }, ({ result }) =>
      result ? <Time iso={result.at} /> : <span className="text-3">{words.none}</span>,
    ),
  ]
}
