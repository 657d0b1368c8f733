import { formatAgo, formatExact, formatWhen } from '../lib/format.ts'

/** A time in the operator's zone, exact on hover. */
export function Time({ iso, as = 'when' }: { iso: string; as?: 'when' | 'ago' }) {
  return (
    <time dateTime={iso} title={formatExact(iso)} className="tabular">
      {as === 'ago' ? formatAgo(iso) : formatWhen(iso)}
    </time>
  )
}
