import { dateOfDay, dayOfDate } from '#shared/domain/core/days.ts'
import './zones.css'
import { useState } from 'react'
import type { ExportZones } from '#shared/contract/exports/export-zones.ts'
import type { ExportChoices } from '#shared/contract/exports/exports.ts'
import { type BlackoutDate, relevantCountries, startAfterAvoided } from '#shared/domain/exports/forecast/avoid.ts'
import { weekdayOf } from '#shared/domain/exports/forecast/first-day.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatCountry, formatDay, formatDayLong, formatList, t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { Button } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { AddOwn, RemoveOwn } from './own-dates.tsx'
import { forecastOf } from './plan-forecast.ts'
import type { PlanForm } from './plan-form.ts'

type Props = {
  workspaceId: WorkspaceId
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  choices: ExportChoices | undefined
  leads: number
  zones: ExportZones | undefined
  today: string
}

/** Number of days covered if there is no forecast. */
const usualDays = 60

const isSame = (one: BlackoutDate, other: BlackoutDate): boolean =>
  one.date === other.date && one.country === other.country

/** Holidays and own blackout dates on the campaign's days, and which of them it skips. */
export function BlackoutDatesCard({ workspaceId, form, edit, choices, leads, zones, today }: Props) {
  const words = t.exportZones.blackout
  const [now] = useState(() => Date.now())
  const found = forecastOf({ ...form, avoid: [] }, choices, leads, zones, now)
  const mailsOn = new Map(
    typeof found === 'string' ? [] : found.days.map(({ date, first, followUps }) => [date, first + followUps]),
  )
  const begin = form.startDate !== '' && form.startDate > today ? form.startDate : today
  const lastDay = typeof found === 'string' ? undefined : found.days.at(-1)?.date
  const end = lastDay ?? (form.endDate || dateOfDay(dayOfDate(begin) + usualDays))
  const countries = countriesOf(form, zones)
  const holidays = usePreviousData(
    useQuery(
      'blackoutDates.holidays',
      countries.length > 0 ? { countries: [...countries], from: begin, to: end } : null,
    ).data,
  )
  const own = useQuery('blackoutDates.own', { workspaceId })
  const shown: readonly BlackoutDate[] = [
    ...(holidays ?? []).filter(
      ({ country, date }) => countries.includes(country ?? '') && date >= begin && date <= end,
    ),
    ...(own.data ?? []).filter(({ date }) => date >= begin).map((day) => ({ ...day, country: null })),
  ]
    .filter(({ date, country }) => country === null || form.days.includes(weekdayOf(date)))
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  const avoided = shown.filter((day) => form.avoid.some((one) => isSame(one, day)))
  const set = (days: readonly BlackoutDate[], on: boolean) =>
    edit({ avoid: [...form.avoid.filter((one) => !days.some((day) => isSame(one, day))), ...(on ? days : [])] })
  const start = startAfterAvoided(begin, form.endDate || null, form.avoid)
  const goOut = (date: string): string => {
    if (!form.days.includes(weekdayOf(date))) return ''
    if (typeof found === 'string') return words.mayGoOut
    const mails = mailsOn.get(date) ?? 0
    return mails > 0 ? words.goOut(mails) : ''
  }
  return (
    <Card
      title={words.title}
      actions={
        shown.length > 1 && (
          <Button
            label={avoided.length < shown.length ? words.avoidAll : words.sendAll}
            size="s"
            variant="quiet"
            onClick={() => set(shown, avoided.length < shown.length)}
          />
        )
      }
    >
      <div className="stack plan-tight">
        <p className="text-2">
          {countries.length === 0 ? words.unknownCountry : words.countriesOf(formatList(countries.map(formatCountry)))}
        </p>
        {shown.length === 0 && countries.length > 0 && holidays && <p className="text-3">{words.none}</p>}
        {shown.length > 0 && (
          <ul className="rests">
            {shown.map((day) => (
              <li key={`${day.date} ${day.country}`} className="blackout-date">
                <Checkbox
                  bare
                  label={words.avoid(formatDay(day.date), day.name)}
                  checked={avoided.includes(day)}
                  onChange={(on) => set([day], on)}
                />
                <span className="blackout-date-date">{formatDayLong(new Date(`${day.date}T12:00:00Z`), 'UTC')}</span>
                <span className="blackout-date-name ellipsis" title={day.name}>
                  {day.name} <span className="text-3">{day.country ? formatCountry(day.country) : words.ownDay}</span>
                </span>
                <span className="small text-3 tabular">{avoided.includes(day) ? '' : goOut(day.date)}</span>
                {day.country === null && (
                  <RemoveOwn
                    workspaceId={workspaceId}
                    day={day}
                    all={own.data ?? []}
                    onRemoved={() => set([day], false)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        <AddOwn workspaceId={workspaceId} all={own.data ?? []} from={today} onAdded={(day) => set([day], true)} />
        {avoided.length > 0 && (
          <Note tone="info">
            {start !== begin && `${words.startMoves(formatDay(start))} `}
            {words.limit(avoided.length)} {form.perZone && words.shared}
          </Note>
        )}
      </div>
    </Card>
  )
}

/** Returns countries with enough leads in one of the campaigns; if none is known, that of the plan's zone. */
function countriesOf(form: PlanForm, zones: ExportZones | undefined): readonly string[] {
  if (!zones) return []
  const campaigns = form.perZone ? zones.groups.map(({ countries }) => countries) : [zones.countries]
  const counted = [...new Set(campaigns.flatMap(relevantCountries))].slice(0, 12)
  if (counted.length > 0) return counted
  return zones.planCountry === null ? [] : [zones.planCountry]
}
