import type { ExportZones } from '#shared/contract/exports/export-zones.ts'
import type { Forecast } from '#shared/domain/exports/forecast/forecast.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { formatDay, formatNumber, t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import type { ChartPoint } from '../../core/ui/chart/chart-types.ts'
import { SeriesChart } from '../../core/ui/chart/series-chart.tsx'
import { Note } from '../../core/ui/note.tsx'
import { barsOf, isLong } from './forecast-points.ts'
import type { ForecastResult } from './plan-forecast.ts'
import type { PlanForm } from './plan-form.ts'

type Props = {
  workspaceId: WorkspaceId
  form: PlanForm
  result: ForecastResult
  /** Number of leads that will be exported. */
  leads: number
  /** Where the leads live; undefined until known. */
  zones: ExportZones | undefined
}

/** When first emails and follow-ups will be sent, given the accounts, limits, days and hours chosen above. */
export function ForecastCard({ workspaceId, form, result, leads, zones }: Props) {
  const words = t.forecast
  // While a field is incomplete there is no forecast, so the last one stays.
  const kept = usePreviousData(typeof result === 'string' ? undefined : result)
  const found = result === 'half_typed' ? kept : result
  if (found === undefined || leads === 0) return null
  if (typeof found === 'string') return <SeriesChart {...shape(workspaceId)} points={[]} empty={words[found]} />
  const { first, followUps } = found.unsent
  return (
    <>
      <SeriesChart
        {...shape(workspaceId)}
        buckets={found.days.length > 0 && isLong(found) ? words.week : words.day}
        points={pointsOf(found)}
        empty={words.nothing}
        foot={
          <span className="forecast-foot">
            <span>{summary(found)}</span>
            <span className="text-3">
              {form.activate ? '' : `${words.whenStarted} `}
              {form.perZone && (zones?.groups.length ?? 0) > 1 ? `${t.exportZones.forecastShare} ` : ''}
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
    buckets: t.forecast.day,
    kind: 'bars',
    whole: true,
    format: formatNumber,
    series: [
      { id: 'first', label: t.forecast.first },
      { id: 'followUps', label: t.forecast.followUps },
    ],
  }) as const

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

const pointsOf = (found: Forecast): readonly ChartPoint[] =>
  barsOf(found).map(({ date, ...values }) => ({ id: date, tick: formatDay(date), name: formatDay(date), values }))
