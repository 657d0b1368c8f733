import { formatAgo, formatExact, formatWhen } from '../lib/texts.ts'
import { useShownClock } from '../stores/demo.ts'

/** A time in the operator's zone, exact on hover. `now`: the current time, if it is not this computer's. */
export function Time({ iso, as = 'when', now }: { iso: string; as?: 'when' | 'ago'; now?: Date }) {
  return (
    <time dateTime={iso} title={formatExact(iso)} className="tabular">
      {as === 'ago' ? formatAgo(iso, now) : formatWhen(iso, now)}
    </time>
  )
}

/** Time of a lead's event, relative to the demo's own date in the demo. */
export function EventTime({ iso, as }: { iso: string; as?: 'when' | 'ago' }) {
  return <Time iso={iso} now={useShownClock()()} {...(as ? { as } : {})} />
}
