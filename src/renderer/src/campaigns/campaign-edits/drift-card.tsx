import './campaign-edits.css'
import type { CampaignId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { ChangeList } from './change-list.tsx'
import { dropDraft } from './drafts.ts'

/** Differences between the local campaign and Instantly: both sides, which is newer, and a button for either. */
export function DriftCard({ campaignId }: { campaignId: CampaignId }) {
  const words = t.campaignEdits
  const drift = useQuery('campaignEdits.drift', { campaignId }).data
  const taking = useAction(async (side: 'ours' | 'theirs') => {
    const { localId } = await call('campaignEdits.takeSide', { campaignId, side })
    // Unsaved edits belong to the discarded side.
    if (side === 'theirs') dropDraft(`campaign:${campaignId}`)
    showToast(side === 'ours' ? words.drift.tookOurs : words.drift.tookTheirs)
    if (localId !== null) go(`/campaigns/local/${localId}`)
  })
  if (!drift) return null
  const gone = drift.kind === 'deleted_there'
  const labels = gone
    ? { ours: words.drift.keepLocal, theirs: words.drift.drop }
    : { ours: words.drift.ours, theirs: words.drift.theirs }
  const sides = drift.right === 'ours' || gone ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const)
  return (
    <Card
      className="drift-card"
      title={words.drift.title[drift.kind]}
      meta={<Badge tone="warn">{words.drift.mark}</Badge>}
    >
      <div className="stack">
        <p>{words.drift.why[drift.kind]}</p>
        {(taking.error ?? drift.problem) && (
          <ErrorNote tone="warn" error={taking.error ?? drift.problem ?? { code: 'INTERNAL', data: {} }} />
        )}
        {drift.changes.length > 0 && (
          <ChangeList changes={drift.changes} heads={{ from: words.atInstantly, to: words.here }} />
        )}
        <div className="drift-actions">
          {sides.map((side, at) => (
            <Button
              key={side}
              label={labels[side]}
              variant={at === 0 ? 'primary' : 'secondary'}
              busy={taking.busy}
              onClick={() => taking.run(side)}
            />
          ))}
        </div>
      </div>
    </Card>
  )
}
