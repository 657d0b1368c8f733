import { useEffect, useState } from 'react'
import type { DryRun, WriteBack } from '#shared/contract/insights/write-back.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { column } from '../../core/ui/column.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'

/** Changes that would be made now, read from the database. */
export function DryRunDialog({ target, onClose }: { target: WriteBack; onClose: () => void }) {
  const words = t.writeBack
  const [result, setResult] = useState<DryRun | null>(null)
  const { run, busy, error } = useAction(async () => setResult(await call('writeBack.dryRun', { id: target.id })))
  useEffect(() => run(), [run])
  const rows = result?.rows ?? []
  return (
    <Dialog
      onClose={onClose}
      title={words.dryRunTitle}
      description={words.dryRunText}
      width={860}
      closeLabel={t.ui.close}
    >
      {busy && <p role="status">{t.supabase.testing}</p>}
      {error && <ErrorNote error={error} onAction={run} />}
      {result && rows.length === 0 && <p role="status">{words.dryRunNone}</p>}
      {result && rows.length > 0 && (
        <div className="stack">
          <span className="small text-2" role="status">
            {words.dryRunMore(formatNumber(rows.length), formatNumber(result.counts.waiting))}
          </span>
          <Scrolls className="write-back-rows">
            <PlainTable<(typeof rows)[number]>
              label={words.dryRunTitle}
              rows={rows}
              rowId={(row) => `${row.email} ${row.campaignName}`}
              columns={[
                column('lead', words.lead, { width: 220 }, (row) => (
                  <>
                    {row.email}
                    <div className="small text-2">{row.campaignName}</div>
                  </>
                )),
                column('row', words.row, { width: 200 }, (row) => (
                  <span className="mono small">
                    {row.table}
                    <br />
                    {row.isNew ? words.newRow : (row.rowId ?? '')}
                  </span>
                )),
                column('changes', words.changes, {}, (row) =>
                  row.changes.length === 0 ? (
                    words.noChange
                  ) : (
                    <ul className="write-back-changes mono small">
                      {row.changes.map(({ column: name, before, after }) => (
                        <li key={name}>
                          {name}: {row.isNew ? '' : `${before ?? words.empty} → `}
                          {after}
                        </li>
                      ))}
                    </ul>
                  ),
                ),
              ]}
            />
          </Scrolls>
        </div>
      )}
    </Dialog>
  )
}
