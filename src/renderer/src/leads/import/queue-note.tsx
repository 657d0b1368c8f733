import type { WorkspaceId } from '#shared/ids.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useDrafts } from '../../core/stores/import-drafts.ts'
import { Button } from '../../core/ui/button.tsx'

/** Other files opened together with this one, to be imported next. */
export function QueueNote({ importId, workspaceId }: { importId: string; workspaceId: WorkspaceId }) {
  const others = useDrafts().filter((draft) => draft.workspaceId === workspaceId && draft.importId !== importId)
  const [next] = others
  if (!next) return null
  return (
    <div className="row small queue-note">
      <span className="text-2 ellipsis">
        {t.importing.queue.waiting(others.length)}: {others.map(({ fileName }) => fileName).join(', ')}
      </span>
      <Button label={t.importing.queue.next} size="s" variant="quiet" onClick={() => go(`/import/${next.importId}`)} />
    </div>
  )
}
