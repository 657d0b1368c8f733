import { Info } from 'lucide-react'
import { useState } from 'react'
import type { ExportSum } from '#shared/contract/exports/exports.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatAgo, t } from '../../core/lib/texts.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { CopyProgress } from '../../leads/lead-mirror/copy-progress.tsx'

const now = () => Date.now()

type Props = { mirror: ExportSum['mirror']; workspaceId: WorkspaceId }

/** Warns that the sum misses leads at Instantly if never synced or not for long, with a button to sync. */
export function MirrorNote({ mirror, workspaceId }: Props) {
  const words = t.exportSum
  const state = useQuery('leadMirror.state', { workspaceId }).data
  const sync = useAction(() => call('leadMirror.start', { workspaceId, what: 'whole' }))
  // The time is fixed for as long as the plan is open.
  const [openedAt] = useState(now)
  const { readAt, oldFrom } = mirror
  const isFresh = readAt !== null && (oldFrom === null || Date.parse(oldFrom) > openedAt)
  if (isFresh || !state) return null
  if (state.underWay?.running || state.adding) return <CopyProgress state={state} />
  return (
    <div className="mirror-line small">
      <Icon of={Info} />
      <span>
        <b>{readAt === null ? words.mirrorNever : words.mirrorOld(formatAgo(readAt))}.</b>{' '}
        <span className="text-2">{words.mirrorText}</span>
        {sync.error && <ErrorNote error={sync.error} onAction={sync.run} actionLabel={t.ui.tryAgain} />}
      </span>
      <Button label={words.sync} size="s" disabled={state.held === 'no_key'} action={sync} />
    </div>
  )
}
