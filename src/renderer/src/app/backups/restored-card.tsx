import type { HeldItem, Restored } from '#shared/contract/app/backups.ts'
import { call } from '../../core/lib/call.ts'
import { formatWhen } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { Card } from '../../core/ui/card.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { Note } from '../../core/ui/note.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { namesOf } from './restore-dialog.tsx'

/** Since a restore: what is paused, how far it was compared, and letting it go on one by one or all at once. */
export function RestoredCard({ restored }: { restored: Restored }) {
  const words = t.backups.restored
  const workspaces = useWorkspaces() ?? []
  const release = useAction((item: Pick<HeldItem, 'kind' | 'id'> | null) =>
    call('backups.release', { item: item && { kind: item.kind, id: item.id } }),
  )
  const drop = useAction(({ kind, id }: HeldItem) => call('backups.drop', { kind, id }))
  const compare = useAction(() => call('backups.reconcile', {}))
  const error = release.error ?? drop.error ?? compare.error
  const problem = restored.problem && t.errors[restored.problem.code](restored.problem.data)
  const busy = release.busy || drop.busy
  const made = restored.madeAt === null ? words.unknownTime : formatWhen(restored.madeAt)
  const nameOf = (item: HeldItem) => workspaces.find(({ id }) => id === item.workspaceId)?.name ?? ''
  const aboutOf = (item: HeldItem) => [words.kinds[item.kind], item.about].filter(Boolean).join(': ')
  return (
    <Card
      title={words.title(made)}
      pad={false}
      actions={
        <>
          {restored.reconciled < restored.clients && (
            <Button size="s" onClick={compare.run} busy={compare.busy || restored.reading}>
              {words.again}
            </Button>
          )}
          <Button size="s" onClick={() => release.run(null)} busy={busy} disabled={restored.reconciled === 0}>
            {words.all}
          </Button>
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
        {restored.broughtBack.length > 0 && <Note tone="warn">{words.broughtBack(namesOf(restored.broughtBack))}</Note>}
        {error && <ErrorNote error={error} />}
        {problem && !restored.reading && <Note tone="warn">{`${problem.what} ${problem.todo}`}</Note>}
      </div>
      {restored.held.length > 0 && (
        <PlainTable
          label={words.title(made)}
          rows={restored.held}
          rowId={(item) => `${item.kind} ${item.id}`}
          columns={[
            {
              id: 'what',
              header: words.what,
              minWidth: 200,
              // Two lines, so that the buttons are on the screen of a small window.
              cell: (item) => (
                <span className="backup-held">
                  <span>{aboutOf(item)}</span>
                  <span className="text-2 small">
                    {[nameOf(item), words.counts[item.kind](item.count)].filter(Boolean).join(', ')}
                  </span>
                </span>
              ),
            },
            {
              id: 'act',
              header: '',
              width: 210,
              align: 'right',
              cell: (item) => (
                <span className="backup-acts">
                  {item.kind !== 'background' && (
                    <Button
                      size="s"
                      variant="quiet"
                      onClick={() => drop.run(item)}
                      disabled={busy}
                      title={words.dropOf(aboutOf(item))}
                    >
                      {words.drop}
                    </Button>
                  )}
                  <Button
                    size="s"
                    onClick={() => release.run(item)}
                    disabled={busy}
                    title={words.resumeOf(aboutOf(item))}
                  >
                    {words.resume}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
    </Card>
  )
}
