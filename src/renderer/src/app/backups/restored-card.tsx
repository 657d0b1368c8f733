import { useState } from 'react'
import type { BroughtBack, PausedItem, Restored } from '#shared/contract/app/backups.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { ConnectForm } from '../../clients/workspaces/connect-form.tsx'
import { call, useAction } from '../../core/lib/backend.ts'
import { asksForKey, newKeyPath } from '../../core/lib/key-path.ts'
import { go } from '../../core/lib/router.ts'
import { formatWhen, t } from '../../core/lib/texts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { DeleteClientDialog } from '../client-data/contract-card.tsx'
import { restoredTitle } from './restored-title.ts'

/** Shown after a restore: what is paused, how far the comparison is, and resuming items one by one or all at once. */
export function RestoredCard({ restored }: { restored: Restored }) {
  const words = t.backups.restored
  const workspaces = useWorkspaces() ?? []
  const release = useAction((item: Pick<PausedItem, 'kind' | 'id'> | null) =>
    call('backups.release', { item: item && { kind: item.kind, id: item.id } }),
  )
  const drop = useAction(({ kind, id }: PausedItem) => call('backups.drop', { kind, id }))
  const compare = useAction(() => call('backups.reconcile', {}))
  const error = release.error ?? drop.error ?? compare.error
  const busy = release.busy || drop.busy
  const title = restoredTitle(restored)
  const nameOf = (of: { readonly workspaceId: number }) =>
    workspaces.find(({ id }) => id === of.workspaceId)?.name ?? ''
  const [deleting, setDeleting] = useState<BroughtBack | null>(null)
  const [adding, setAdding] = useState<WorkspaceId | null>(null)
  return (
    <Card
      title={title}
      pad={false}
      actions={
        <>
          {restored.reconciled < restored.clients && (
            <Button label={words.again} size="s" onClick={compare.run} busy={compare.busy || restored.reading} />
          )}
          <Button
            label={words.all}
            size="s"
            onClick={() => release.run(null)}
            busy={busy}
            disabled={restored.reconciled === 0}
          />
        </>
      }
    >
      <div className="card-pad stack">
        <p className="text-2">
          {restored.reading
            ? words.reading(restored.reconciled, restored.clients)
            : words.compared(restored.reconciled, restored.clients)}
          {`. ${words.text}`}
        </p>
        {restored.copiedFolder && <Note tone="warn">{words.folderText}</Note>}
        {restored.broughtBack.map((one) => (
          <Note
            key={one.workspaceId}
            tone="warn"
            action={
              <Button
                label={t.clientData.delete}
                size="s"
                onClick={() => setDeleting(one)}
                title={words.deleteOf(one.name)}
              />
            }
          >
            {words.broughtBack(one.name, formatWhen(one.deletedAt))}
          </Note>
        ))}
        {error && <ErrorNote error={error} />}
      </div>
      <HeldTable
        restored={restored}
        label={title}
        nameOf={nameOf}
        busy={busy}
        onResume={release.run}
        onDrop={drop.run}
        onAddKey={setAdding}
      />
      {deleting && (
        <DeleteClientDialog
          workspace={{ id: deleting.workspaceId, name: deleting.name }}
          onClose={() => setDeleting(null)}
        />
      )}
      {adding !== null && (
        <Dialog
          onClose={() => setAdding(null)}
          title={t.workspaces.addKeyTitle(nameOf({ workspaceId: adding }))}
          width={520}
        >
          <ConnectForm
            workspaceId={adding}
            onDone={() => {
              setAdding(null)
              compare.run()
            }}
          />
        </Dialog>
      )}
    </Card>
  )
}

type HeldProps = {
  restored: Restored
  label: string
  nameOf: (of: { readonly workspaceId: number }) => string
  busy: boolean
  onResume: (item: PausedItem) => void
  onDrop: (item: PausedItem) => void
  onAddKey: (workspaceId: WorkspaceId) => void
}

const aboutOf = (item: PausedItem): string =>
  [t.backups.restored.kinds[item.kind], item.about].filter(Boolean).join(': ')

function whyOf({ code, data }: Restored['problems'][number]): string {
  const { what, todo } = t.errors[code](data)
  return code === 'INSTANTLY_API_KEY_MISSING' ? what : `${what} ${todo}`
}

/** What is paused since the restore; problems that prevent clients from being compared come first. */
function HeldTable({ restored, label, nameOf, busy, onResume, onDrop, onAddKey }: HeldProps) {
  const words = t.backups.restored
  const problems = restored.reading ? [] : restored.problems
  const rows = [
    ...problems.map((problem) => ({ ...problem, kind: 'problem' as const, id: problem.workspaceId })),
    ...restored.held,
  ]
  if (rows.length === 0) return null
  return (
    <PlainTable<(typeof rows)[number]>
      label={label}
      rows={rows}
      rowId={(row) => `${row.kind} ${row.id}`}
      columns={[
        // Two lines, so that the buttons fit on a small screen.
        column('what', words.what, { minWidth: 200 }, (row) => (
          <span className="backup-held">
            <span>{row.kind === 'problem' ? nameOf(row) : aboutOf(row)}</span>
            <span className={row.kind === 'problem' ? 'is-warn small' : 'text-2 small'}>
              {row.kind === 'problem'
                ? whyOf(row)
                : [nameOf(row), words.counts[row.kind](row.count)].filter(Boolean).join(', ')}
            </span>
          </span>
        )),
        column('act', '', { width: 210, align: 'right' }, (row) =>
          row.kind === 'problem' ? (
            (asksForKey.has(row.code) || row.code === 'KEYRING_UNREADABLE') && (
              <Button
                label={t.connect.addKey}
                size="s"
                onClick={() =>
                  row.code === 'INSTANTLY_API_KEY_MISSING' ? onAddKey(row.workspaceId) : go(newKeyPath(row.workspaceId))
                }
                title={t.workspaces.addKeyTitle(nameOf(row))}
              />
            )
          ) : (
            <span className="backup-acts">
              {row.kind !== 'background' && (
                <Button
                  label={words.drop}
                  size="s"
                  variant="quiet"
                  onClick={() => onDrop(row)}
                  busy={busy}
                  title={words.dropOf(aboutOf(row))}
                />
              )}
              <Button
                label={words.resume}
                size="s"
                onClick={() => onResume(row)}
                // Nothing can be resumed before it was compared.
                disabled={problems.some(({ workspaceId }) => workspaceId === row.workspaceId)}
                busy={busy}
                title={words.resumeOf(aboutOf(row))}
              />
            </span>
          ),
        ),
      ]}
    />
  )
}
