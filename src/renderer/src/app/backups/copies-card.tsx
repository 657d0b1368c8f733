import { Check, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { BackupCopy } from '#shared/contract/app/backups.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { formatBytes, formatWhen, t } from '../../core/lib/texts.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { Button, Icon, IconButton } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { useRestore } from './use-restore.tsx'

/**
 * Lists the backups, newest first, and restores one of them or a file; null if their folder is gone. `canDelete`: false
 * if the store cannot be opened, as the backups are then all that is left.
 */
export function CopiesCard({ copies, canDelete }: { copies: readonly BackupCopy[] | null; canDelete: boolean }) {
  const words = t.backups
  const { look, looking, fromFile, dialog } = useRestore()
  const [asked, setAsked] = useState<BackupCopy | 'earlier' | null>(null)
  const error = look.error ?? fromFile.error
  const close = () => setAsked(null)
  const bytes = (copies ?? []).reduce((sum, copy) => sum + copy.bytes, 0)
  return (
    <Card
      title={words.copies}
      meta={copies && copies.length > 0 ? words.sum(copies.length, formatBytes(bytes)) : undefined}
      actions={
        <>
          {canDelete && copies !== null && copies.length > 0 && (
            <Button label={words.replace} size="s" variant="quiet" onClick={() => setAsked('earlier')} />
          )}
          <Button label={words.otherFile} size="s" action={fromFile} />
        </>
      }
      pad={false}
    >
      {error && (
        <div className="card-pad">
          <ErrorNote error={error} />
        </div>
      )}
      {copies === null || copies.length === 0 ? (
        <p className="card-pad text-2">{copies === null ? words.folderGone : words.empty}</p>
      ) : (
        <CopyTable copies={copies} look={look.run} looking={looking} remove={canDelete ? setAsked : null} />
      )}
      {dialog}
      {asked === 'earlier' ? (
        <ReplaceDialog onClose={close} />
      ) : (
        asked && <RemoveDialog copy={asked} isOnly={copies?.length === 1} onClose={close} />
      )}
    </Card>
  )
}

function RemoveDialog({ copy, isOnly, onClose }: { copy: BackupCopy; isOnly: boolean; onClose: () => void }) {
  const words = t.backups
  const remove = useAction(async () => {
    await call('backups.remove', { path: copy.path })
    onClose()
  })
  return (
    <AskFirst
      title={words.removeTitle(formatWhen(copy.at))}
      text={isOnly ? words.removeOnly : words.removeText}
      keep={words.removeKeep}
      act={words.removeAct}
      action={remove}
      onClose={onClose}
    />
  )
}

/** Asks before replacing the backups, so that none of them contains an erased person any more. */
function ReplaceDialog({ onClose }: { onClose: () => void }) {
  const words = t.backups
  const replace = useAction(async () => {
    await call('backups.replaceEarlier', {})
    onClose()
  })
  return (
    <AskFirst
      title={words.replaceTitle}
      text={words.replaceText}
      keep={words.replaceKeep}
      act={words.replaceAct}
      action={replace}
      onClose={() => !replace.busy && onClose()}
    />
  )
}

type Props = {
  copies: readonly BackupCopy[]
  look: (path: string) => void
  looking: string | null
  remove: ((copy: BackupCopy) => void) | null
}

function CopyTable({ copies, look, looking, remove }: Props) {
  const words = t.backups
  return (
    <PlainTable<BackupCopy>
      label={words.copies}
      rows={copies}
      rowId={(copy) => copy.path}
      columns={[
        column('copy', words.copy, { minWidth: 130 }, (copy) => <Time iso={copy.at} />),
        column('kind', words.kind, { width: 150 }, (copy) => words.kinds[copy.kind]),
        column('size', words.size, { width: 90, align: 'right' }, (copy) => formatBytes(copy.bytes)),
        // Only verified backups are listed, so a small window can hide this column, and where one is needed it is left out.
        ...(remove
          ? [
              column('state', words.state, { quiet: true, width: 130 }, (_copy: BackupCopy) => (
                <span className="row small">
                  <Icon of={Check} className="is-ok" />
                  {words.checked}
                </span>
              )),
            ]
          : []),
        column('act', '', { width: remove ? 200 : 130, align: 'right' }, (copy) => (
          <span className="backup-acts">
            <Button
              label={words.restore}
              size="s"
              onClick={() => look(copy.path)}
              busy={looking === copy.path}
              title={words.restoreOf(formatWhen(copy.at))}
            />
            {remove && (
              <IconButton
                size="s"
                icon={Trash2}
                label={words.remove(formatWhen(copy.at))}
                onClick={() => remove(copy)}
              />
            )}
          </span>
        )),
      ]}
    />
  )
}
