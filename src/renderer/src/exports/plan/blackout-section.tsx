import { localDate } from '#shared/domain/core/days.ts'
import './zones.css'
import { useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatDayLong, t } from '../../core/lib/texts.ts'
import { clientsTogether, useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { Card } from '../../core/ui/page.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { AddOwn, RemoveOwn } from './own-dates.tsx'

/** A client's own blackout dates, offered in every review beside public holidays. */
export function BlackoutSection() {
  const current = useCurrentWorkspaceId()
  const all = useWorkspaces()
  const shown = all?.filter(({ id }) => id === current) ?? []
  return (shown.length > 0 ? shown : clientsTogether(all ?? [])).map((client) => (
    <OfClient key={client.id} client={client} />
  ))
}

function OfClient({ client }: { client: Workspace }) {
  const own = useQuery('blackoutDates.own', { workspaceId: client.id }).data ?? []
  const [today] = useState(() => localDate(Date.now()))
  return (
    <Card
      title={
        <span className="row">
          <WorkspaceSquare colour={client.colour} />
          {client.name}
        </span>
      }
    >
      <div className="stack">
        <p className="text-2">{t.exportZones.blackout.settingText}</p>
        {own.length > 0 && (
          <ul className="rests">
            {own.map((day) => (
              <li key={day.date} className="blackout-date">
                <span className="blackout-date-date">{formatDayLong(new Date(`${day.date}T12:00:00Z`), 'UTC')}</span>
                <Cut text={day.name} className="blackout-date-name" />
                <RemoveOwn workspaceId={client.id} day={{ ...day, country: null }} all={own} onRemoved={() => {}} />
              </li>
            ))}
          </ul>
        )}
        <AddOwn workspaceId={client.id} all={own} from={today} onAdded={() => {}} />
      </div>
    </Card>
  )
}
