import { Pause, Play } from 'lucide-react'
import type { WorkspaceId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { askToPause, isPausedIn, resumeWork, usePauses } from '../../core/stores/pauses.ts'
import { Button } from '../../core/ui/button.tsx'

/** Opens the dialog that pauses a client, or resumes it. */
export function PauseClient({ workspaceId, name }: { workspaceId: WorkspaceId; name: string }) {
  const isPaused = isPausedIn(usePauses(), workspaceId)
  return isPaused ? (
    <Button label={t.pauses.resume} icon={Play} onClick={() => resumeWork(workspaceId)} />
  ) : (
    <Button label={t.pauses.ask} variant="quiet" icon={Pause} onClick={() => askToPause({ workspaceId, name })} />
  )
}
