import './events.css'
import { ExternalLink, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { EventRow } from '#shared/contract/events/events.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { SidePanel } from '../../core/ui/side-panel.tsx'
import { Time } from '../../core/ui/time.tsx'
import { eventTypeName, typeTone } from './event-text.ts'
import { LeadTimeline } from './lead-timeline.tsx'

/** Details of one event: what is known of it, what its lead did, and the original payload. */
export function EventPanel({ event, onClose }: { event: EventRow; onClose: () => void }) {
  const words = t.events
  const { workspaceId, id: eventId } = event
  const detail = useQuery('events.detail', { workspaceId, eventId })
  const open = useAction(() => call('events.openReply', { workspaceId, eventId }))
  const replay = useAction(async () => {
    const { replayed, changed } = await call('events.replay', { workspaceId, eventIds: [eventId] })
    showToast(words.replayed(replayed, changed))
  })
  const error = open.error ?? replay.error ?? (detail.data ? null : detail.error)
  return (
    <SidePanel
      className="event-panel"
      label={words.panel}
      title={eventTypeName(event.type)}
      text={event.lead ?? event.account ?? words.noLead}
      closeLabel={words.close}
      onClose={onClose}
    >
      {error && <ErrorNote error={error} />}
      <div className="row">
        {detail.data?.canOpen && <Button label={words.openReply} size="s" icon={ExternalLink} action={open} />}
        <Button label={words.replayOne} size="s" variant="quiet" icon={RotateCcw} action={replay} />
      </div>
      {event.kind !== 'known' && (
        <p>
          <Badge tone={typeTone(event)}>{event.kind === 'label' ? words.labelKind : words.unknownKind}</Badge>
        </p>
      )}
      <DefinitionList rows={facts(event)} />
      {event.lead !== null && <LeadTimeline of={{ workspaceId, email: event.lead }} />}
      <section>
        <h3>{words.payload}</h3>
        <pre className="event-payload mono small selectable">{detail.data?.payload ?? ''}</pre>
      </section>
    </SidePanel>
  )
}

function facts(event: EventRow): readonly { readonly term: string; readonly value: ReactNode }[] {
  const words = t.events
  const rows: readonly (readonly [string, ReactNode | null])[] = [
    [words.time, <Time key="time" iso={event.at} />],
    [words.campaign, event.campaignName],
    [words.mailbox, event.account],
    [words.step, event.step === null ? null : formatNumber(event.step)],
    [words.variant, event.variant === null ? null : formatNumber(event.variant)],
    [words.toldBy, event.sources.map((source) => words.sources[source]).join(', ')],
  ]
  return rows.flatMap(([term, value]) => (value === null || value === '' ? [] : [{ term, value }]))
}
