import { ChevronRight } from 'lucide-react'
import type { Forecast } from '#shared/domain/exports/forecast/forecast.ts'
import { formatDay, t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { Icon } from '../../core/ui/button.tsx'
import { barsOf } from './forecast-points.ts'
import type { ForecastResult } from './plan-forecast.ts'

type Props = { result: ForecastResult; open: boolean; onToggle: () => void }

/** Summary of when the emails will be sent, shown below the sum; a click opens the full forecast. */
export function ForecastStrip({ result, open, onToggle }: Props) {
  const words = t.forecast
  // While a field is incomplete there is no forecast, so the last one stays.
  const kept = usePreviousData(typeof result === 'string' ? undefined : result)
  const found = result === 'half_typed' ? kept : result
  return (
    <button
      type="button"
      className="forecast-strip"
      aria-expanded={open}
      aria-controls={open ? 'plan-forecast' : undefined}
      onClick={onToggle}
    >
      <span className="sr-only">{words.title}: </span>
      {found === undefined || typeof found === 'string' ? (
        <span className="forecast-none small text-2">
          {words[found ?? 'nothing']}
          <Icon of={ChevronRight} size={14} />
        </span>
      ) : (
        <Days found={found} />
      )}
    </button>
  )
}

function Days({ found }: { found: Forecast }) {
  const words = t.forecast
  const [first, last] = [found.days[0], found.days.at(-1)]
  if (!first || !last) return <span className="small text-2">{words.nothing}</span>
  return (
    <>
      <span className="forecast-ends small">
        <span>
          <span className="text-2">{words.firstEmail}</span> <b>{formatDay(first.date)}</b>
        </span>
        <span>
          <span className="text-2">{words.lastEmail}</span> <b>{formatDay(last.date)}</b>
        </span>
      </span>
      <Bars found={found} />
      <span className="forecast-key small text-2">
        <span>
          <i className="forecast-first" /> {words.first}
        </span>
        <span>
          <i className="forecast-later" /> {words.followUps}
        </span>
        <span className="push tabular">
          {words.atMost(found.mails - found.unsent.first - found.unsent.followUps)}
          <Icon of={ChevronRight} size={14} />
        </span>
      </span>
    </>
  )
}

const [width, height] = [340, 44] as const

/** Bars without axes: only the shape matters here, the forecast itself has the figures. */
function Bars({ found }: { found: Forecast }) {
  const bars = barsOf(found)
  const most = Math.max(1, ...bars.map(({ first, followUps }) => first + followUps))
  const step = width / Math.max(bars.length, 20)
  const tall = (count: number) => (count / most) * (height - 1)
  return (
    <svg className="forecast-bars" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
      {bars.map(({ date, first, followUps }, at) => (
        <g key={date}>
          <rect
            className="forecast-first"
            x={at * step + 0.5}
            y={height - tall(first)}
            width={step * 0.78}
            height={tall(first)}
          />
          <rect
            className="forecast-later"
            x={at * step + 0.5}
            y={height - tall(first + followUps)}
            width={step * 0.78}
            height={tall(followUps)}
          />
        </g>
      ))}
    </svg>
  )
}
