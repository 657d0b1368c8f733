import './events.css'
import { CircleCheck, Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { DeadEvent } from '#shared/contract/events/events.ts'
import { useRetryOrDrop } from '../../background/retry-or-drop.tsx'
import { call, useAction } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useCurrentWorkspaceId } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { type Column, column } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { DataTable } from '../../core/ui/data-table.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card, EmptyState } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'

function columnsOf(): readonly Column<DeadEvent>[] {
  const words = t.events
  return [
    column('received', words.received, { width: 132 }, (row) => <Time iso={row.receivedAt} />),
    column('reason', words.reason, { width: 190 }, (row) => words.reasons[row.reason]),
    column('source', words.toldBy, { width: 130 }, (row) => words.sources[row.source]),
    column('times', words.times, { width: 70, align: 'right' }, (row) => formatNumber(row.times)),
    column('text', words.text, { flex: 1, minWidth: 200 }, (row) => (
      <Cut text={row.text} className="mono small selectable" />
    )),
  ]
}

/** Data that could not be read as an event, in full, with a retry. */
export function DeadLog() {
  const words = t.events
  const workspaceId = useCurrentWorkspaceId()
  const [total, setTotal] = useState(0)
  const [selected, setSelected] = useState<ReadonlySet<number | string>>(new Set())
  const ids = [...selected].filter((id): id is number => typeof id === 'number')
  const chosen = { workspaceId, ids: ids.length === 0 ? null : ids }
  const save = useAction(async () => {
    const saved = await call('events.saveDead', chosen)
    if (saved) showToast(words.savedDead(saved.rows, saved.path))
  })
  const { notes, retryButton, dropButton } = useRetryOrDrop({
    words,
    total,
    chosen: ids.length,
    retry: async () => {
      const { taken, left } = await call('events.retryDead', chosen)
      setSelected(new Set())
      showToast(words.retried(taken, left))
    },
    drop: async () => {
      const { dropped } = await call('events.dropDead', chosen)
      setSelected(new Set())
      showToast(words.dropped(dropped))
    },
  })
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the headings depend on the language
  const columns = useMemo(() => columnsOf(), [t])
  return (
    <>
      {notes}
      {save.error && <ErrorNote error={save.error} onAction={save.run} />}
      <Card
        pad={false}
        className="card-fill"
        title={words.deadTitle}
        meta={words.deadMeta}
        actions={
          <>
            {retryButton}
            <Button label={words.saveDead} size="s" icon={Download} action={save} disabled={total === 0} />
            {dropButton}
          </>
        }
      >
        <DataTable
          dense
          label={words.deadTitle}
          columns={columns}
          rowId={(row) => row.id}
          selected={selected}
          onSelect={setSelected}
          source={{
            key: `dead ${workspaceId ?? 'all'}`,
            loadPage: (offset, limit, ask) => ask('events.dead', { workspaceId, page: { offset, limit } }),
          }}
          onTotal={setTotal}
          empty={<EmptyState icon={CircleCheck} title={words.deadEmptyTitle} text={words.deadEmptyText} />}
        />
      </Card>
    </>
  )
}
