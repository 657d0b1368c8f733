import './events.css'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Link } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'

type Props = { workspaceId: WorkspaceId | null; onType: (type: string) => void }

/** Warnings about incoming events: duplicates, unknown names and campaigns. */
export function HealthNotes({ workspaceId, onType }: Props) {
  const words = t.events
  const { data: health } = useQuery('events.health', { workspaceId })
  const learn = useAction(async () => {
    if (workspaceId === null) return
    const { campaigns } = await call('events.learnCampaigns', { workspaceId })
    showToast(words.learned(campaigns))
  })
  if (!health || health.events + health.dead === 0) return null
  return (
    <>
      {learn.error && <ErrorNote error={learn.error} onAction={learn.run} />}
      <div className="events-notes" role="status">
        <span>{words.count(health.events)}</span>
        <span>{words.duplicates(health.duplicates)}</span>
        {health.unknownTypes.length > 0 && (
          <button type="button" className="link" onClick={() => onType(health.unknownTypes[0]?.type ?? '')}>
            {words.unknownTypes(health.unknownTypes.length)}
          </button>
        )}
        {health.unknownCampaigns.length > 0 && (
          <span className="row" title={health.unknownCampaigns.map(({ name }) => name).join(', ')}>
            {words.unknownCampaigns(health.unknownCampaigns.length)}
            {workspaceId !== null && (
              <button
                type="button"
                className="link"
                onClick={() => learn.run()}
                aria-disabled={learn.busy || undefined}
              >
                {words.learn}
              </button>
            )}
          </span>
        )}
        {health.dead > 0 && <Link to="/settings/diagnostics/unread">{words.deadCount(health.dead)}</Link>}
      </div>
    </>
  )
}
