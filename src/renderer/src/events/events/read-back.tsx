import './events.css'
import type { EventReading } from '#shared/contract/events/events.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatDate, formatNumber, formatWhen, t } from '../../core/lib/texts.ts'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'

/** Returns how far back the events of a client, or of all clients, reach; with undefined, nothing is queried. */
export const useReading = (workspaceId: WorkspaceId | null | undefined): EventReading | undefined =>
  useQuery('events.reading', workspaceId === undefined ? null : { workspaceId }).data

/** Progress of syncing emails, beside figures based on events; renders nothing once all are synced. */
export function ReadBack({ workspaceId }: { workspaceId: WorkspaceId | null }) {
  const words = t.events.readBack
  const reading = useReading(workspaceId)
  if (!reading || reading.state === 'done') return null
  if (reading.state === 'waiting') return <p className="read-back text-2 small">{words.waiting}</p>
  const text =
    reading.backTo === null || reading.share === 0
      ? words.starting
      : words.reading(
          formatDate(reading.backTo),
          reading.share === null ? null : t.format.percent(formatNumber(Math.floor(reading.share * 100))),
        )
  return (
    <div className="read-back" role="status">
      <ProgressBar share={reading.share} label={text} />
      <span className="text-2 small">{text}</span>
    </div>
  )
}

/**
 * Beside figures of individual leads: the date of Instantly's lead list, which counts opens, clicks and bounces.
 * Renders nothing if events report each of them.
 */
export function ListedAsOf({ workspaceId }: { workspaceId: WorkspaceId | null }) {
  const reading = useReading(workspaceId)
  if (!reading || reading.state === 'waiting' || !reading.untold.includes('bounced')) return null
  const { asOf, notYet } = t.events.listed
  return (
    <p className="listed-as-of text-2 small">
      {reading.listedAt === null ? notYet : asOf(formatWhen(reading.listedAt))}
    </p>
  )
}
