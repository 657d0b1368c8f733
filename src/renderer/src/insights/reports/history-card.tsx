import { FolderOpen, RotateCw } from 'lucide-react'
import type { ReportFormat, ReportMade } from '#shared/contract/insights/reports.ts'
import type { ReportId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatDay, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Badge, type Tone } from '../../core/ui/badge.tsx'
import { IconButton } from '../../core/ui/button.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { useFolded } from '../../core/ui/use-folded.tsx'
import type { ReportTarget } from './report-client.tsx'

/** Further reports are collapsed so that the preview below stays visible. */
const maxShown = 3

const tones: Readonly<Record<ReportMade['state'], Tone>> = {
  making: 'info',
  done: 'ok',
  failed: 'bad',
  cut_off: 'warn',
}

const spanOf = ({ from, to }: Pick<ReportMade, 'from' | 'to'>): string => t.reports.span(formatDay(from), formatDay(to))

/** Reports created so far: open, reveal or create them again. */
export function HistoryCard({ client }: { client: ReportTarget }) {
  const words = t.reports
  const history = useQuery('reports.history', { workspaceId: client.workspaceId, partId: client.partId })
  const open = useAction((reportId: ReportId, format: ReportFormat) => call('reports.open', { reportId, format }))
  const show = useAction((reportId: ReportId) => call('reports.show', { reportId }))
  const again = useAction(async (reportId: ReportId) => {
    const made = await call('reports.again', { reportId })
    showToast(words.made(made.folder))
  })
  const [made, more] = useFolded(history.data ?? [], maxShown)
  const error = history.error ?? open.error ?? show.error ?? again.error
  return (
    <Card title={words.history} pad={false}>
      {error && (
        <div className="card-pad">
          <ErrorNote error={error} onAction={history.error && history.refetch} />
        </div>
      )}
      {history.data?.length === 0 && <p className="card-pad text-3">{words.historyNone}</p>}
      {history.data && history.data.length > 0 && (
        <div className="reports-history">
          <PlainTable
            label={words.history}
            columns={columnsOf({ open: open.run, show: show.run, again: again.run, busy: again.busy })}
            rows={made}
            rowId={(row) => row.id}
            peek={{ title: spanOf }}
          />
          {more && <div className="card-pad">{more}</div>}
        </div>
      )}
    </Card>
  )
}

function columnsOf(act: {
  readonly open: (id: ReportId, format: ReportFormat) => void
  readonly show: (id: ReportId) => void
  readonly again: (id: ReportId) => void
  readonly busy: boolean
}): readonly TableColumn<ReportMade>[] {
  const words = t.reports
  return [
    column('period', words.columns.period, { minWidth: 120 }, (row) => spanOf(row)),
    column('made', words.columns.made, { width: 108 }, (row) => <Time iso={row.startedAt} />),
    column('by', words.columns.by, { width: 100, quiet: 'early' }, (row) => words.by[row.requestedBy]),
    column('state', words.columns.state, { width: 124 }, (row) => (
      <span title={row.problem ? t.errors[row.problem.code](row.problem.data).what : undefined}>
        <Badge tone={tones[row.state]}>{words.states[row.state]}</Badge>
      </span>
    )),
    column('files', words.columns.files, { width: 150 }, (row) => (
      <span className="reports-files">
        {row.files.map(({ format, name }) => (
          <button
            key={format}
            type="button"
            title={name}
            aria-label={words.open(words.formatNames[format], spanOf(row))}
            onClick={() => act.open(row.id, format)}
          >
            {words.formatNames[format]}
          </button>
        ))}
      </span>
    )),
    column('actions', words.columns.actions, { width: 80, align: 'right' }, (row) => (
      <span className="row reports-acts">
        {row.files.length > 0 && (
          <IconButton size="s" icon={FolderOpen} label={words.show(spanOf(row))} onClick={() => act.show(row.id)} />
        )}
        <IconButton
          size="s"
          icon={RotateCw}
          label={words.again(spanOf(row))}
          disabled={row.state === 'making'}
          busy={act.busy}
          onClick={() => act.again(row.id)}
        />
      </span>
    )),
  ]
}
