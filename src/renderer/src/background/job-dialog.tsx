import './health.css'
import { RefreshCw } from 'lucide-react'
import type { JobRow, JobRunRow } from '#shared/contract/background/health.ts'
import { call, useAction, useQuery } from '../core/lib/backend.ts'
import { newKeyPath } from '../core/lib/key-path.ts'
import { go } from '../core/lib/router.ts'
import { formatDuration, t } from '../core/lib/texts.ts'
import { Button } from '../core/ui/button.tsx'
import { column, type TableColumn } from '../core/ui/column.ts'
import { Dialog } from '../core/ui/dialog.tsx'
import { ErrorNote } from '../core/ui/note.tsx'
import { PlainTable } from '../core/ui/plain-table.tsx'
import { Scrolls } from '../core/ui/scrolls.tsx'
import { Time } from '../core/ui/time.tsx'
import { resultText } from './job-result-text.ts'

/** The last runs of a job, its current problem, and a button to run it now. */
export function JobDialog({ job, client, onClose }: { job: JobRow; client: string; onClose: () => void }) {
  const words = t.health.jobs
  const { kind, workspaceId } = job
  const runs = useQuery('jobs.history', { kind, workspaceId }, { everyMs: 15_000 })
  const again = useAction(() => call('jobs.run', { kind, workspaceId }))
  const problem = job.last?.problem
  return (
    <Dialog
      width={680}
      title={`${words.names[kind]}, ${client}`}
      description={words.historyText}
      onClose={onClose}
      actions={
        <>
          <Button label={words.close} onClick={onClose} autoFocus />
          {job.canRun && (
            <Button
              label={words.retry}
              variant="primary"
              icon={RefreshCw}
              busy={again.busy || job.running}
              onClick={again.run}
            />
          )}
        </>
      }
    >
      <div className="stack-3">
        {problem && (
          <ErrorNote
            error={problem}
            tone={job.last?.state === 'failed' ? 'bad' : 'warn'}
            // Leads to the client's page, where the key is added.
            onAction={
              problem.code === 'INSTANTLY_API_KEY_MISSING' && workspaceId !== null
                ? () => go(newKeyPath(workspaceId))
                : undefined
            }
          />
        )}
        {again.error && <ErrorNote error={again.error} />}
        {runs.error && !runs.data && <ErrorNote error={runs.error} onAction={runs.refetch} />}
        {runs.data && runs.data.length === 0 && <p className="text-3">{words.states.waiting}</p>}
        {runs.data && runs.data.length > 0 && (
          <Scrolls as="section" className="health-runs" aria-label={words.history}>
            <PlainTable
              label={words.history}
              columns={columnsFor(kind)}
              rows={runs.data}
              rowId={(row) => `${row.firstAt} ${row.state}`}
            />
          </Scrolls>
        )}
      </div>
    </Dialog>
  )
}

function columnsFor(kind: JobRow['kind']): readonly TableColumn<JobRunRow>[] {
  const words = t.health.jobs
  return [
    column('at', words.last, { width: 128 }, (row) => <Time iso={row.startedAt} />),
    column('took', words.took, { width: 76, align: 'right' }, (row) => formatDuration(row.durationMs)),
    column('result', words.result, {}, (row) => (
      <div className="health-result">
        <span className={row.state === 'failed' ? 'is-bad' : row.state === 'partly' ? 'is-warn' : undefined}>
          {row.problem
            ? t.errors[row.problem.code](row.problem.data).what
            : (resultText(kind, row.counts) ?? words.states[row.state])}
        </span>
        {row.runs > 1 && (
          <span className="text-3 small">
            {words.times(row.runs)} {words.since} <Time iso={row.firstAt} />
          </span>
        )}
      </div>
    )),
  ]
}
