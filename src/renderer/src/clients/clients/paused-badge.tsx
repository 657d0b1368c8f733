import { Pause } from 'lucide-react'
import type { WorkspaceId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { isPausedIn, usePauses } from '../../core/stores/pauses.ts'
import { Badge } from '../../core/ui/badge.tsx'

/**
 * Badge beside the name of a client whose work in Sendoff is paused, individually or with all others. `narrow` shows
 * only its icon, where the name would have no room beside the word.
 */
export function PausedBadge({ workspaceId, narrow = false }: { workspaceId: WorkspaceId; narrow?: boolean }) {
  const state = usePauses()
  if (!state?.everything && !isPausedIn(state, workspaceId)) return null
  return (
    <Badge tone="warn" icon={Pause} title={t.pauses.badgeHint}>
      <span className={narrow ? 'sr-only' : undefined}>{t.pauses.badge}</span>
    </Badge>
  )
}
