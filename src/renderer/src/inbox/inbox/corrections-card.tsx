import { Undo2 } from 'lucide-react'
import type { CorrectionFigures, InboxCorrection } from '#shared/contract/inbox/inbox.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatDate, t } from '../../core/lib/texts.ts'
import { useCurrentWorkspaceId } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { IconButton } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'

/** How the operator's corrections influence the sorting of future replies; each can be undone. */
export function CorrectionsCard() {
  const workspaceId = useCurrentWorkspaceId()
  const rows = useQuery('inbox.corrections', { workspaceId }).data
  const figures = useQuery('inbox.correctionFigures', { workspaceId }).data
  if (!rows || rows.length === 0) return null
  return (
    <Card title={t.inbox.corrections.title}>
      <div className="stack">
        <p className="text-2">{t.inbox.corrections.about}</p>
        {[...Map.groupBy(rows, (row) => row.workspaceId)].map(([id, ofClient]) => (
          <section key={id} className="stack-2">
            {workspaceId === null && (
              <h3>
                <ClientMark of={{ workspaceId: id, partId: null }} />
              </h3>
            )}
            <Measured figures={figures?.find((one) => one.workspaceId === id)} />
            <ul className="inbox-corrections">
              {ofClient.map((row) => (
                <Correction key={row.messageId} row={row} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Card>
  )
}

/** Effect of the corrections, measured on replies that were not used for training. */
function Measured({ figures }: { figures: CorrectionFigures | undefined }) {
  if (!figures) return null
  const { of, before, right } = figures
  return (
    <p className="text-2 tabular">
      {right === before ? t.inbox.corrections.measuredSame(of, right) : t.inbox.corrections.measured(of, before, right)}
    </p>
  )
}

function Correction({ row }: { row: InboxCorrection }) {
  const words = t.inbox.corrections
  const forget = useAction(() => call('inbox.forgetCorrection', { messageId: row.messageId }))
  return (
    <li>
      <div className="row">
        <span className="grow ellipsis" title={row.words}>
          <b>{row.name}</b> <span className="text-3">{row.words}</span>
        </span>
        {!row.counts && <Badge tone="warn">{words.notCounted}</Badge>}
        <Badge title={formatDate(row.at)}>
          {row.was === row.label
            ? words.confirmed(t.inbox.sorts[row.label])
            : words.changed(t.inbox.sorts[row.was], t.inbox.sorts[row.label])}
        </Badge>
        <IconButton
          size="s"
          icon={Undo2}
          label={words.forgetOf(row.name)}
          onClick={forget.run}
          aria-busy={forget.busy}
        />
      </div>
      {!row.counts && <p className="text-3">{words.whyNotCounted}</p>}
      {forget.error && <ErrorNote error={forget.error} />}
    </li>
  )
}
