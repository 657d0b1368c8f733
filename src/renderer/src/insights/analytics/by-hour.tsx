import '../../core/ui/scroll-table.css'
import { Clock } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import {
  type BreakdownScope,
  type HourFigures,
  type HourType,
  hourTypes,
} from '#shared/contract/insights/breakdowns.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber, operatorZone, t } from '../../core/lib/texts.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { EmptyState } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { ReadBack, useReading } from '../../events/events/read-back.tsx'

const levels = 5
const hours = Array.from({ length: 24 }, (_, hour) => hour)
const weekdays = Array.from({ length: 7 }, (_, day) => day)
/** Days start with Monday here, but with Sunday in the text catalogue. */
const dayWord = (day: number): string => t.exports.daysShort[(day + 1) % 7] ?? ''
const hourWord = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

/** Events by time: one row per weekday and one column per hour, in a named time zone. */
export function ByHour({ scope, zone }: { scope: BreakdownScope; zone: string | null }) {
  const words = t.breakdowns.hours
  const [type, setType] = useState<HourType>('replied')
  const own = operatorZone()
  const [chosenZone, setZone] = useState(own)
  const { data, error } = useQuery('analytics.hours', { ...scope, type, zone: chosenZone })
  const isUntold = useReading(scope.workspaceId)?.untold.includes(type) ?? false
  const zones = [
    { value: own, label: words.zoneOperator(own) },
    ...(zone !== null && zone !== own ? [{ value: zone, label: words.zoneCampaign(zone) }] : []),
  ]
  const total = data?.events.reduce((sum, events) => sum + events, 0) ?? 0
  return (
    <>
      <div className="breakdown-head">
        <Segmented
          label={words.choice}
          value={type}
          onChange={setType}
          options={hourTypes.map((value) => ({ value, label: words.types[value] }))}
        />
        {zones.length > 1 ? (
          <div className="breakdown-choice">
            <Select label={words.zone} value={chosenZone} options={zones} onChange={setZone} />
          </div>
        ) : (
          <span className="text-2 small">{words.zoneOperator(own)}</span>
        )}
        <span className="hour-scale push" aria-hidden>
          {words.few}
          {Array.from({ length: levels }, (_, at) => (
            // The shades have no other key.
            <i key={at} style={{ background: `var(--seq-${at + 1})` }} />
          ))}
          {words.many}
        </span>
      </div>
      {error && <ErrorNote error={error} />}
      <ReadBack workspaceId={scope.workspaceId} />
      {data && total === 0 && isUntold && (
        <EmptyState
          icon={Clock}
          title={t.events.readBack.none}
          text={type === 'sent' || type === 'replied' ? t.events.readBack.waiting : t.events.readBack.untold}
        />
      )}
      {data && total === 0 && !isUntold && <EmptyState icon={Clock} title={words.none} text={words.noneText} />}
      {data && total > 0 && <Grid figures={data} />}
    </>
  )
}

function Grid({ figures: { events, sent } }: { figures: HourFigures }) {
  const words = t.breakdowns.hours
  const [active, setActive] = useState(0)
  const most = Math.max(1, ...events)
  const move = (event: KeyboardEvent<HTMLTableElement>) => {
    const next = nextCell(event.key, active)
    if (next === null) return
    event.preventDefault()
    setActive(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus()
  }
  return (
    <>
      <div className="breakdown-head scroll-x">
        {/* The arrow keys move within it. */}
        <table className="hour-grid" role="grid" aria-label={words.grid} onKeyDown={move}>
          <thead>
            <tr>
              <td aria-hidden />
              {hours.map((hour) => (
                <th key={hour} scope="col" aria-label={hourWord(hour)}>
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weekdays.map((day) => (
              <tr key={day}>
                <th scope="row">{dayWord(day)}</th>
                {hours.map((hour) => {
                  const at = day * 24 + hour
                  const count = events[at] ?? 0
                  const text = words.cell(
                    dayWord(day),
                    hourWord(hour),
                    formatNumber(count),
                    formatNumber(sent[at] ?? 0),
                  )
                  return (
                    <td
                      key={hour}
                      data-cell={at}
                      data-level={count === 0 ? 0 : Math.max(1, Math.ceil((count / most) * levels))}
                      tabIndex={at === active ? 0 : -1}
                      title={text}
                      aria-label={text}
                      onFocus={() => setActive(at)}
                    >
                      {count === 0 ? '' : formatNumber(count)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="breakdown-foot">{words.foot}</p>
    </>
  )
}

function nextCell(key: string, at: number): number | null {
  const [day, hour] = [Math.floor(at / 24), at % 24]
  if (key === 'ArrowRight') return hour < 23 ? at + 1 : at
  if (key === 'ArrowLeft') return hour > 0 ? at - 1 : at
  if (key === 'ArrowDown') return day < 6 ? at + 24 : at
  if (key === 'ArrowUp') return day > 0 ? at - 24 : at
  if (key === 'Home') return day * 24
  return key === 'End' ? day * 24 + 23 : null
}
