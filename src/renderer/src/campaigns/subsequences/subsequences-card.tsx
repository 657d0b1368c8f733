import './subsequences.css'
import { RefreshCw, Split } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { CampaignRow } from '#shared/contract/campaigns/campaigns.ts'
import type { SubsequenceMove } from '#shared/contract/campaigns/subsequences.ts'
import type { SubsequenceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { AsOf } from '../campaigns/as-of.tsx'
import { subsequenceCommands } from '../commands.ts'
import { LeadsDialog } from './leads-dialog.tsx'
import { Counts, MoveDialog } from './move-progress.tsx'
import { headingOf } from './move-text.ts'
import { SubsequenceItem } from './subsequence-item.tsx'

/** Number of moves shown, newest first. */
const movesShown = 3

type Asking = { readonly inside: SubsequenceId | null; readonly into: SubsequenceId | null }

export function SubsequencesCard({ campaign }: { campaign: CampaignRow }) {
  const words = t.subsequences
  const { id: campaignId, workspaceId } = campaign
  const gone = campaign.state === 'gone'
  const list = useQuery('subsequences.list', { campaignId }).data
  const moves = useQuery('subsequenceMoves.ofCampaign', { campaignId }).data ?? []
  const labels = useQuery('inbox.labels', { workspaceId }).data ?? []
  const [asking, setAsking] = useState<Asking | null>(null)
  const [shown, setShown] = useState<SubsequenceMove | null>(null)
  const reading = useAction(async () => call('subsequences.read', { campaignId }))
  useEffect(() => {
    // A failure is stored with the subsequences and shown from there.
    void call('subsequences.read', { campaignId, unlessYoung: true }).catch(() => undefined)
  }, [campaignId])
  if (!list) return null
  const { rows, problem, readAt } = list
  const some = rows.some(({ goneAt }) => goneAt === null)
  return (
    <Card
      title={words.title}
      actions={
        !gone && (
          <>
            {some && (
              <Button
                label={words.moveLeads}
                size="s"
                icon={Split}
                command={subsequenceCommands.move}
                onClick={() => setAsking({ inside: null, into: null })}
              />
            )}
            <Button label={words.read} size="s" icon={RefreshCw} action={reading} />
          </>
        )
      }
    >
      <div className="stack">
        {(reading.error ?? problem) && (
          <ErrorNote
            tone="warn"
            error={reading.error ?? problem ?? { code: 'INTERNAL', data: {} }}
            client={workspaceId}
          />
        )}
        {rows.length === 0 ? (
          readAt !== null && <p className="text-3">{`${words.none} ${words.noneText}`}</p>
        ) : (
          <ul className="subsequences">
            {rows.map((row) => (
              <SubsequenceItem
                key={row.id}
                of={row}
                labels={labels}
                onPeople={() => setAsking({ inside: row.id, into: null })}
                onMove={() => setAsking({ inside: null, into: row.id })}
              />
            ))}
          </ul>
        )}
      </div>
      <AsOf iso={readAt} />
      {moves.length > 0 && (
        <section className="subsequence-moves" aria-label={words.lastMoves}>
          <h3 className="small bold">{words.lastMoves}</h3>
          {moves.slice(0, movesShown).map((move) => (
            <div key={move.id} className="subsequence-move small">
              <span>{headingOf(move)}</span>
              <span className="text-2" role="status">
                {move.state === 'done' ? <Counts move={move} /> : `${words.states[move.state]} · `}
                {move.state !== 'done' && <Counts move={move} />}
              </span>
              <span className="text-3">
                <Time iso={move.askedAt} as="ago" />
              </span>
              <span className="push">
                <Button label={words.details} size="s" variant="quiet" onClick={() => setShown(move)} />
              </span>
            </div>
          ))}
        </section>
      )}
      {asking && <LeadsDialog campaignId={campaignId} rows={rows} {...asking} onClose={() => setAsking(null)} />}
      {shown && <MoveDialog move={shown} onClose={() => setShown(null)} />}
    </Card>
  )
}
