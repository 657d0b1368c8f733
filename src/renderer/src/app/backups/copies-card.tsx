import { Check } from 'lucide-react'
import type { BackupCopy } from '#shared/contract/app/backups.ts'
import { formatBytes, formatWhen } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Card } from '../../core/ui/card.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { Icon } from '../../core/ui/icon.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { useRestore } from './use-restore.tsx'

/** The copies there are, newest first, and the way back to one of them or to a file; null where their folder is gone. */
export function CopiesCard({ copies }: { copies: readonly BackupCopy[] | null }) {
  const words = t.backups
  const { look, looking, fromFile, dialog } = useRestore()
  const error = look.error ?? fromFile.error
  const bytes = (copies ?? []).reduce((sum, copy) => sum + copy.bytes, 0)
  return (
    <Card
      title={words.copies}
      meta={copies && copies.length > 0 ? words.sum(copies.length, formatBytes(bytes)) : undefined}
      actions={
        <Button size="s" onClick={fromFile.run} busy={fromFile.busy}>
          {words.otherFile}
        </Button>
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
        <CopyTable copies={copies} look={look.run} looking={looking} />
      )}
      {dialog}
    </Card>
  )
}

function CopyTable({
  copies,
  look,
  looking,
}: {
  copies: readonly BackupCopy[]
  look: (path: string) => void
  looking: string | null
}) {
  const words = t.backups
  return (
    <PlainTable
      label={words.copies}
      rows={copies}
      rowId={(copy) => copy.path}
      columns={[
        { id: 'copy', header: words.copy, minWidth: 130, cell: (copy) => <Time iso={copy.at} /> },
        { id: 'kind', header: words.kind, width: 150, cell: (copy) => words.kinds[copy.kind] },
        { id: 'size', header: words.size, width: 90, align: 'right', cell: (copy) => formatBytes(copy.bytes) },
        {
          id: 'state',
          header: words.state,
          // Only what was checked is listed: in a small window nobody misses it.
          quiet: true,
          width: 130,
          cell: () => (
            <span className="row small">
              <Icon of={Check} className="is-ok" />
              {words.checked}
            </span>
          ),
        },
        {
          id: 'act',
          header: '',
          width: 164,
          align: 'right',
          cell: (copy) => (
            <Button
              size="s"
              onClick={() => look(copy.path)}
              busy={looking === copy.path}
              title={words.restoreOf(formatWhen(copy.at))}
            >
              {words.restore}
            </Button>
          ),
        },
      ]}
    />
  )
}
