import '../plan/zones.css'
import type { ExportId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatDay, t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Cut } from '../../core/ui/cut.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'

/** The blackout dates of an export's campaign and what happened on them; renders nothing if there are none. */
export function LedgerBlackoutDates({ exportId }: { exportId: ExportId }) {
  const words = t.exportZones.blackout
  const days = useQuery('blackoutDates.ofExport', { exportId }).data
  const drop = useAction((id: number) => call('blackoutDates.drop', { exportId, id }))
  if (!days || days.length === 0) return null
  return (
    <Card title={words.ledger}>
      {drop.error && <ErrorNote error={drop.error} />}
      <ul className="rests rests-ledger">
        {days.map(({ id, date, name, state }) => (
          <li key={id} className="blackout-date">
            <span className="blackout-date-date">{formatDay(date)}</span>
            <span className="blackout-date-name">
              <Cut text={name} />
              <span className="small text-3">{words.states[state]}</span>
            </span>
            {state === 'planned' && (
              <Button label={words.drop} size="s" variant="quiet" busy={drop.busy} onClick={() => drop.run(id)} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
