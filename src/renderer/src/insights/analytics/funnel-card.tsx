import type { AnalyticsOverview } from '#shared/contract/insights/analytics.ts'
import { formatNumber, formatShare } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { Card } from '../../core/ui/card.tsx'

/** From people written to, to opportunities: counts and shares as words, their size as bars. */
export function FunnelCard({ overview: { sums, campaigns } }: { overview: AnalyticsOverview }) {
  const words = t.analytics
  const steps: readonly (readonly [string, number])[] = [
    [words.contacted, sums.contacted],
    [words.replied, sums.repliedUnique],
    [words.opportunities, sums.opportunities],
  ]
  return (
    <Card title={words.funnel} meta={words.meta(campaigns.length)}>
      <dl className="funnel">
        {steps.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span className="tabular">
                {formatNumber(count)}{' '}
                {sums.contacted > 0 && count !== sums.contacted && (
                  <span className="text-3 small">{formatShare(count / sums.contacted)}</span>
                )}
              </span>
              <i className="funnel-bar" aria-hidden>
                <i style={{ width: `${sums.contacted === 0 ? 0 : Math.min(100, (count / sums.contacted) * 100)}%` }} />
              </i>
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-3 small">{words.funnelFoot}</p>
    </Card>
  )
}
