import { useState } from 'react'
import type { ExportChoices } from '#shared/contract/exports.ts'
import { dateOfDay, dayOfDate } from '#shared/domain/analytics/period.ts'
import { firstDay } from '#shared/domain/forecast/first-day.ts'
import { type Forecast, forecast } from '#shared/domain/forecast/forecast.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { formatDay, formatNumber } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { useKept } from '../../lib/use-settled.ts'
import type { ChartPoint } from '../../ui/chart/chart-types.ts'
import { SeriesChart } from '../../ui/chart/series-chart.tsx'
import { Note } from '../../ui/note.tsx'
import { readWhole, stepDays } from '../copy/step-form.ts'
import { accountsOf, type PlanForm } from './plan-form.ts'

type Props = {
  workspaceId: WorkspaceId
  form: PlanForm
  choices: ExportChoices | undefined
  /** Leads that go out. */
  leads: number
}

/** More days than this are drawn as weeks. */
const mostDays = 70

/** When first mails and follow-ups go out, by the accounts, limits, days and hours chosen above. */
export function ForecastCard({ workspaceId, form, choices, leads }: Props) {
  const words = t.forecast
  // Of this moment, for as long as the plan is open: a minute later changes no day.
  const [now] = useState(() => Date.now())
  const told = forecastOf(form, choices, leads, now)
  // While a field is half typed there is none: the last one stays.
  const kept = useKept(typeof told === 'string' ? undefined : told)
  const found = told === 'half_typed' ? kept : told
  if (found === undefined || leads === 0) return null
  if (typeof found === 'string') return <SeriesChart {...shape(workspaceId)} points={[]} empty={words[found]} />
  const { first, followUps } = found.unsent
  return (
    <>
      <SeriesChart
        {...shape(workspaceId)}
        along={found.days.length > 0 && isLong(found) ? words.week : words.day}
        points={pointsOf(found)}
        empty={words.nothing}
        foot={
          <span className="forecast-foot">
            <span>{summary(found)}</span>
            <span className="text-3">
              {form.activate ? '' : `${words.whenStarted} `}
              {words.assumes}
            </span>
          </span>
        }
      />
      {found.cut ? (
        <Note tone="warn">{words.tooLong}</Note>
      ) : (
        first + followUps > 0 && <Note tone="warn">{words.unsent(first, followUps)}</Note>
      )}
    </>
  )
}

const shape = (workspaceId: WorkspaceId) =>
  ({
    workspaceId,
    title: t.forecast.title,
    along: t.forecast.day,
    kind: 'bars',
    whole: true,
    format: formatNumber,
    series: [
      { id: 'first', label: t.forecast.first },
      { id: 'followUps', label: t.forecast.followUps },
    ],
  }) as const

type Told = Forecast | 'noEmails' | 'noLimits' | 'nothing' | 'half_typed'

function forecastOf(form: PlanForm, choices: ExportChoices | undefined, leads: number, nowMs: number): Told {
  if (form.steps.length === 0) return 'noEmails'
  const time = /^\d{2}:\d{2}$/
  if (!time.test(form.from) || !time.test(form.to) || form.from >= form.to) return 'half_typed'
  const perDay = perDayOf(form, choices)
  if (perDay === null) return 'noLimits'
  const on = stepDays(form.steps)
  const hours = { timezone: form.zone, from: form.from, to: form.to, startDate: form.startDate || null }
  return (
    forecast({
      leads,
      waits: on.slice(1).map((day, at) => day - (on[at] ?? 0)),
      perDay,
      days: form.days,
      to: form.endDate || null,
      ...firstDay(hours, nowMs),
    }) ?? 'nothing'
  )
}

/** Mails a day: what the accounts may send together, and no more than the campaign may. Null where neither is known. */
function perDayOf(form: PlanForm, choices: ExportChoices | undefined): number | null {
  const chosen = new Set(accountsOf(form, choices))
  const own = (choices?.mailboxes ?? []).filter(({ email }) => chosen.has(email))
  const limits = own.map(({ dailyLimit }) => dailyLimit)
  const accounts =
    choices === undefined || limits.includes(null) ? null : limits.reduce<number>((sum, one) => sum + (one ?? 0), 0)
  const campaign = readWhole(form.dailyLimit)
  if (accounts === null) return campaign
  return campaign === null ? accounts : Math.min(accounts, campaign)
}

function summary({ days, mails, unsent }: Forecast): string {
  const words = t.forecast
  const firsts = days.filter(({ first }) => first > 0)
  const [begin, end] = [firsts[0], firsts.at(-1)]
  const last = days.findLast(({ followUps }) => followUps > 0)
  const most = Math.max(0, ...days.map(({ first, followUps }) => first + followUps))
  return [
    begin && end ? words.firstMails(formatDay(begin.date), formatDay(end.date)) : '',
    last ? words.last(formatDay(last.date)) : '',
    words.all(mails - unsent.first - unsent.followUps, days.length),
    words.fullest(most),
  ]
    .filter(Boolean)
    .join(' ')
}

const spanOf = ({ days }: Forecast): number => {
  const [first, last] = [days[0], days.at(-1)]
  return first && last ? dayOfDate(last.date) - dayOfDate(first.date) + 1 : 0
}
const isLong = (found: Forecast): boolean => spanOf(found) > mostDays

/** Every day from the first to the last, a weekend being a gap; weeks where days would be too many. */
function pointsOf(found: Forecast): readonly ChartPoint[] {
  const [begin] = found.days
  if (!begin) return []
  const length = isLong(found) ? 7 : 1
  const start = dayOfDate(begin.date)
  const sums = Array.from({ length: Math.ceil(spanOf(found) / length) }, () => ({ first: 0, followUps: 0 }))
  for (const { date, first, followUps } of found.days) {
    const sum = sums[Math.floor((dayOfDate(date) - start) / length)]
    if (!sum) continue
    sum.first += first
    sum.followUps += followUps
  }
  return sums.map((values, at) => {
    const date = dateOfDay(start + at * length)
    return { id: date, tick: formatDay(date), name: formatDay(date), values }
  })
}
