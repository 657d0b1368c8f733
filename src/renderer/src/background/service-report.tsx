import './health.css'
import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import {
  type CallFigures,
  type ServiceClient,
  type ServiceSpan,
  type ServiceView,
  spans,
} from '#shared/contract/background/health.ts'
import { useQuery } from '../core/lib/backend.ts'
import { formatDate, formatNumber, formatRate, formatShare, formatTime, formatWhen, t } from '../core/lib/texts.ts'
import { useCurrentWorkspaceId } from '../core/stores/workspaces.ts'
import { Badge } from '../core/ui/badge.tsx'
import { Button } from '../core/ui/button.tsx'
import { SeriesChart } from '../core/ui/chart/series-chart.tsx'
import { column, type TableColumn } from '../core/ui/column.ts'
import { ErrorNote } from '../core/ui/note.tsx'
import { Card } from '../core/ui/page.tsx'
import { PlainTable } from '../core/ui/plain-table.tsx'
import { ScrollTable } from '../core/ui/scroll-table.tsx'
import { Segmented } from '../core/ui/toggles.tsx'
import { ClientCell, type Clients, useClients } from './client-cell.tsx'
import { countOr, successOf, type TargetRow, targetRows, timeOr } from './target-rows.ts'
import { TargetsDialog } from './targets-dialog.tsx'

/** How well Instantly, webhooks and exports performed, compared with the targets. */
export function ServiceReport() {
  const words = t.health.service
  const workspaceId = useCurrentWorkspaceId()
  const [span, setSpan] = useState<ServiceSpan>('day')
  const [setting, setSetting] = useState(false)
  const service = useQuery('service.view', { workspaceId, span }, { everyMs: 60_000 })
  const targets = useQuery('service.targets', {}).data
  const clients = useClients()
  const view = service.data
  return (
    <div className="health-scroll">
      <div className="health-bar">
        <Segmented
          label={words.span}
          value={span}
          options={spans.map((value) => ({ value, label: words.spans[value] }))}
          onChange={setSpan}
        />
        <span className="text-2 small">
          {view && (view.measuredFrom ? words.measured(formatWhen(view.measuredFrom)) : words.nothing)}
        </span>
        <span className="push">
          <Button label={words.targets} icon={SlidersHorizontal} onClick={() => setSetting(true)} disabled={!targets} />
        </span>
      </div>
      {service.error && !view && <ErrorNote error={service.error} onAction={service.refetch} />}
      {view && targets && (
        <>
          <Card pad={false} title={words.table} meta={words.spans[span]}>
            <ScrollTable label={words.table}>
              <PlainTable<TargetRow>
                label={words.table}
                columns={targetColumns()}
                rows={targetRows(view, targets)}
                rowId={({ name }) => name}
              />
            </ScrollTable>
          </Card>
          <CallChart view={view} />
          {workspaceId === null && (
            <Card pad={false} title={words.byClient}>
              <ScrollTable label={words.byClient} early>
                <PlainTable<ServiceClient>
                  label={words.byClient}
                  columns={clientColumns(clients)}
                  rows={view.clients}
                  rowId={(row) => row.workspaceId}
                />
              </ScrollTable>
            </Card>
          )}
          <Card pad={false} title={words.byKind}>
            <ScrollTable label={words.byKind}>
              <PlainTable<(typeof view.kinds)[number]>
                label={words.byKind}
                columns={[
                  column('kind', words.callKind, { minWidth: 100 }, (row) => (
                    <span className="grid-two">{words.kinds[row.kind]}</span>
                  )),
                  ...callColumns<ServiceView['kinds'][number]>(false),
                ]}
                rows={view.kinds}
                rowId={({ kind }) => kind}
              />
            </ScrollTable>
          </Card>
        </>
      )}
      {setting && targets && <TargetsDialog targets={targets} onClose={() => setSetting(false)} />}
    </div>
  )
}

function targetColumns(): readonly TableColumn<TargetRow>[] {
  const words = t.health.service
  return [
    column('figure', words.figure, { width: 290 }, ({ name }) => words.figures[name]),
    column('reached', words.reached, { width: 150 }, ({ reached }) => (
      <span className={reached === null ? 'text-3' : 'tabular'}>{reached ?? words.notMeasured}</span>
    )),
    column('target', words.target, { width: 176 }, ({ target }) => <span className="text-2">{target}</span>),
    column('state', words.state, { width: 96 }, ({ met }) =>
      met === null ? (
        <span className="text-3">–</span>
      ) : (
        <Badge tone={met ? 'ok' : 'bad'}>{met ? words.met : words.missed}</Badge>
      ),
    ),
    column('how', words.how, { minWidth: 260, quiet: true }, ({ name }) => (
      <span className="health-result text-2 small">{words.explain[name]}</span>
    )),
  ]
}

/** Returns the columns with figures of calls. `quiet`: when to hide the columns that the others summarise. */
function callColumns<Row extends CallFigures>(quiet: TableColumn<Row>['quiet']): readonly TableColumn<Row>[] {
  const words = t.health.service
  return [
    column('calls', words.calls, { width: 80, align: 'right' }, ({ calls }) => countOr(calls)),
    column('success', words.success, { width: 146, align: 'right' }, successOf),
    column('unanswered', words.unanswered, { width: 110, align: 'right', quiet }, ({ unanswered }) =>
      countOr(unanswered),
    ),
    column('half', words.half, { width: 100, align: 'right', quiet }, ({ p50Ms }) => timeOr(p50Ms)),
    column('most', words.most, { width: 148, align: 'right' }, ({ p95Ms }) => timeOr(p95Ms)),
    column('limited', words.limited, { width: 64, align: 'right', quiet }, ({ limited }) => countOr(limited)),
  ]
}

function clientColumns(clients: Clients): readonly TableColumn<ServiceClient>[] {
  const words = t.health.service
  return [
    column('client', words.client, { minWidth: 150 }, ({ workspaceId }) => (
      <ClientCell clients={clients} id={workspaceId} />
    )),
    ...callColumns<ServiceClient>('early'),
    column(
      'limits',
      words.limits,
      { width: 140, align: 'right', quiet: true },
      ({ limits: { second, minute, emails }, requests }) => (
        <span title={words.limitsTitle(formatShare(second), formatShare(minute), formatShare(emails))}>
          {requests === 0 ? '–' : formatShare(Math.max(second, minute, emails))}
        </span>
      ),
    ),
    column('webhook', words.webhook, { width: 130, align: 'right' }, ({ webhook }) =>
      webhook ? (
        formatRate(webhook.relayed, webhook.relayed + webhook.found)
      ) : (
        <span className="text-3">{words.noWebhook}</span>
      ),
    ),
    column('doubles', words.doubles, { width: 96, align: 'right', quiet: 'early' }, ({ webhook }) =>
      webhook ? countOr(webhook.doubled) : '–',
    ),
    column('exports', words.exports, { width: 100, align: 'right' }, ({ exports }) =>
      formatRate(exports.done, exports.ended),
    ),
  ]
}

function pointText(span: ServiceSpan, at: string): { readonly tick: string; readonly name: string } {
  if (span === 'day') return { tick: formatTime(at), name: formatWhen(at) }
  const day = formatDate(at, new Date(), 'UTC')
  return { tick: day, name: day }
}

/** Calls per hour or day, and those that failed. */
function CallChart({ view }: { view: ServiceView }) {
  const words = t.health.service
  const workspaceId = useCurrentWorkspaceId()
  return (
    <SeriesChart
      workspaceId={workspaceId}
      title={words.chart}
      meta={words.spans[view.span]}
      buckets={words.along[view.span]}
      kind="bars"
      format={formatNumber}
      whole
      empty={words.nothing}
      series={[
        { id: 'well', label: words.success },
        { id: 'bad', label: words.chartBad },
      ]}
      further={[{ id: 'calls', label: words.chartCalls }]}
      points={
        view.total.calls === 0
          ? []
          : view.points.map(({ at, calls, bad }) => ({
              id: at,
              ...pointText(view.span, at),
              values: { well: calls - bad, bad, calls },
            }))
      }
    />
  )
}
