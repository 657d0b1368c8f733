import { useMemo } from 'react'
import type { ZoneMatch } from '#shared/contract/exports/exports.ts'
import { isTimeZone } from '#shared/domain/core/is-zone.ts'
import { compareNames } from '#shared/domain/core/name-order.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { operatorZone, t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select, type SelectOption } from '../../core/ui/select.tsx'
import { DayToggles } from '../../core/ui/toggles.tsx'
import { type PlanForm, type PlanProblem, readTime } from './plan-form.ts'
import { driftText } from './zone-drift.ts'

type Props = {
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  problems: readonly PlanProblem[]
  today: string
  match: ZoneMatch | undefined
}

/** Sending times in the operator's terms, with a note if Instantly's closest time zone differs. */
export function ScheduleCard({ form, edit, problems, today, match }: Props) {
  const words = t.exports.plan
  const zones = useMemo(
    () => zoneOptions(form.zone),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the hints depend on the language
    [form.zone, t],
  )
  const hoursError = problems.includes('hour_missing')
    ? words.hourMissing
    : problems.includes('hours_wrong')
      ? words.hoursWrong
      : undefined
  const endError = problems.includes('dates_wrong')
    ? words.datesWrong
    : problems.includes('date_past')
      ? words.datePast
      : undefined
  return (
    <Card title={words.schedule}>
      <div className="plan-schedule">
        <DayToggles
          label={words.days}
          days={form.days}
          onChange={(days) => edit({ days })}
          error={problems.includes('days_none') ? words.daysNone : undefined}
        />
        <Field label={words.from} error={hoursError}>
          <TextInput
            inputMode="numeric"
            value={form.from}
            onChange={(from) => edit({ from })}
            onBlur={() => edit({ from: readTime(form.from) })}
          />
        </Field>
        <Field label={words.to}>
          <TextInput
            inputMode="numeric"
            value={form.to}
            onChange={(to) => edit({ to })}
            onBlur={() => edit({ to: readTime(form.to) })}
          />
        </Field>
        <div className="plan-zone">
          <Field label={words.zone}>
            <Select
              value={form.zone}
              options={zones}
              searchable
              onChange={(zone) => edit({ zone, zoneChosen: true })}
            />
          </Field>
        </div>
        <Field label={words.startDate} hint={words.startOpen}>
          <TextInput type="date" min={today} value={form.startDate} onChange={(startDate) => edit({ startDate })} />
        </Field>
        <Field label={words.endDate} error={endError} hint={words.endOpen}>
          <TextInput
            type="date"
            min={form.startDate || today}
            value={form.endDate}
            onChange={(endDate) => edit({ endDate })}
          />
        </Field>
      </div>
      {match && match.daysOff > 0 && (
        <div className="plan-zone-match">
          <Note tone="warn">{driftText(match)}</Note>
        </div>
      )}
    </Card>
  )
}

/** Returns the zone at Instantly that matches the plan's; the previous one while a new match is being looked up. */
export const useZoneMatch = (form: PlanForm): ZoneMatch | undefined =>
  usePreviousData(
    useQuery(
      'exports.matchZone',
      form.kind === 'new'
        ? { timezone: form.zone, startDate: form.startDate || null, endDate: form.endDate || null }
        : null,
    ).data,
  )

/** Current names of zones for which the browser's own list still has the old name (`Asia/Saigon`). */
const newerNames = [
  'Africa/Asmara',
  'America/Argentina/Buenos_Aires',
  'America/Argentina/Cordoba',
  'America/Indiana/Indianapolis',
  'America/Kentucky/Louisville',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Kanton',
  'Pacific/Pohnpei',
  'UTC',
]

/** Returns all zones, the operator's own first. */
function zoneOptions(chosen: string): readonly SelectOption[] {
  const own = operatorZone()
  const all = new Set([chosen, ...Intl.supportedValuesOf('timeZone'), ...newerNames.filter(isTimeZone)])
  all.delete(own)
  const regionOf = (zone: string) => (zone.includes('/') ? (zone.split('/')[0] ?? '') : '')
  return [
    { value: own, label: own, hint: t.exports.plan.zoneOwn },
    ...[...all].toSorted(compareNames).map((zone) => ({ value: zone, label: zone, group: regionOf(zone) })),
  ]
}
