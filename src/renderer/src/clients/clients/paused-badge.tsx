import { Pause } from 'lucide-react'
import type { WorkspaceId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { isPausedIn, usePauses } from '../../core/stores/pauses.ts'
import { Badge } from '../../core/ui/badge.tsx'

/** Badge beside the name of a client whose work in Sendoff is paused, individually or with all others. */
export function PausedBadge({ workspaceId }: { workspaceId: WorkspaceId }) {
  const state = usePauses()
  if (!state?.everything && !isPausedIn(state, workspaceId)) return null
  return (
    <Badge tone="warn" icon={Pause} title={t.pauses.badgeHint}>
      {t.pauses.badge}
    </Badge>
  )
}
