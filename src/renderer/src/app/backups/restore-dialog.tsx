import './backups.css'
import type { BackupPreview, BroughtBack } from '#shared/contract/app/backups.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatBytes, formatNumber, formatWhen, t } from '../../core/lib/texts.ts'
import { forgetAllUndo } from '../../core/stores/undo.ts'
import { Button } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'

/** Shows what a backup contains and what restoring it does, before anything is changed. */
export function RestoreDialog({ preview, onClose }: { preview: BackupPreview; onClose: () => void }) {
  const words = t.backups.preview
  const restore = useAction(async () => {
    await call('backups.restore', { path: preview.path })
    forgetAllUndo()
    onClose()
  })
  const when = preview.madeAt === null ? words.unknown : formatWhen(preview.madeAt)
  const paused = [
    preview.openExports > 0 && words.exports(preview.openExports),
    preview.openReplies > 0 && words.replies(preview.openReplies),
    preview.openDeliveries > 0 && words.deliveries(preview.openDeliveries),
    preview.openMoves > 0 && words.moves(preview.openMoves),
  ].filter((line) => line !== false)
  return (
    <Dialog
      // A running restore cannot be cancelled: it ends with the backup restored or with an error.
      onClose={() => !restore.busy && onClose()}
      width={560}
      title={words.title(when)}
      description={words.text}
      actions={
        <>
          <Button label={words.keep} onClick={onClose} busy={restore.busy} autoFocus />
          <Button label={words.act} variant="danger" action={restore} />
        </>
      }
    >
      <div className="stack">
        {restore.error && <ErrorNote error={restore.error} />}
        {restore.busy && <Progress />}
        <DefinitionList
          rows={[
            { term: words.made, value: when },
            { term: words.version, value: preview.version ?? words.unknown },
            {
              term: words.clients,
              value:
                preview.clientNames.length > 0
                  ? `${formatNumber(preview.clients)}: ${preview.clientNames.slice(0, 6).join(', ')}${preview.clients > 6 ? ' …' : ''}`
                  : formatNumber(preview.clients),
            },
            { term: words.leads, value: formatNumber(preview.leads) },
            { term: words.events, value: formatNumber(preview.events) },
            { term: words.size, value: formatBytes(preview.bytes) },
          ]}
        />
        <div>
          <b>{words.pausedTitle}</b>
          {paused.length === 0 ? (
            <p className="text-2 small">{words.nothing}</p>
          ) : (
            <ul className="backup-paused">
              {paused.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
          <p className="text-2 small">{words.compared}</p>
        </div>
        <Note tone="warn">{words.lost}</Note>
        {preview.broughtBack.length > 0 && <Note tone="warn">{words.broughtBack(namesOf(preview.broughtBack))}</Note>}
        {preview.otherComputer && preview.keys > 0 ? (
          <Note tone="warn">{words.otherKeys(preview.keys)}</Note>
        ) : (
          preview.keys > 0 && <p className="text-2 small">{words.sameKeys(preview.keys)}</p>
        )}
        <p className="text-2 small">{words.kept}</p>
      </div>
    </Dialog>
  )
}

/** Returns the names, each with the day the client was deleted. */
const namesOf = (clients: readonly BroughtBack[]): string =>
  clients.map(({ name, deletedAt }) => `${name} (${formatWhen(deletedAt)})`).join(', ')

function Progress() {
  const at = useQuery('backups.state', {}).data?.restoring ?? null
  const share = at?.share ?? 0
  const isCopying = at?.stage !== 'checking'
  const words = isCopying ? t.backups.running(Math.round(share * 100)) : t.backups.checking
  return (
    <span className="backup-progress">
      <ProgressBar share={isCopying ? share : null} label={t.backups.preview.act} />
      <span className="text-2 small">{words}</span>
    </span>
  )
}
