import { formatAgo, formatExact, formatWhen } from '../lib/format.ts'

/** A time in the operator's zone, exact on hover. `now`: where that is not this computer's. */
export function Time({ iso, as = 'when', now }: { iso: string; as?: 'when' | 'ago'; now?: Date }) {
  return (
    <time dateTime={iso} title={formatExact(iso)} className="tabular">
      {as === 'ago' ? formatAgo(iso, now) : formatWhen(iso, now)}
    </time>
  )
}
