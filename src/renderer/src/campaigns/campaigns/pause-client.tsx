import { Pause } from 'lucide-react'
import type { WorkspaceId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { Button } from '../../core/ui/button.tsx'
import { pauseClient } from './switch-campaigns.ts'

/** One press for all campaigns of a client. */
export function PauseClient({ workspaceId, name }: { workspaceId: WorkspaceId; name: string }) {
  const pause = useAction(() => pauseClient({ workspaceId, partId: null }, name))
  return (
    <Button variant="quiet" icon={Pause} onClick={pause.run} busy={pause.busy}>
      {t.campaigns.pauseAll}
    </Button>
  )
}
