import './funnel.css'
import type { LabelsRead } from '#shared/contract/events/lead-labels.ts'
import type { Measures } from '#shared/domain/campaigns/rates.ts'
import { formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { Card } from '../../core/ui/page.tsx'
import { labelsSyncText } from '../../events/events/labels-sync-text.ts'

/** Numbers of people in campaigns; opened and clicked are of the `Of` people whose campaigns measure it. */
export type FunnelSums = {
  readonly contacted: number
  readonly opened: number
  readonly openedOf: number
  readonly clicked: number
  readonly clickedOf: number
  readonly replied: number
  readonly interested: number | null
  readonly meetings: number | null
}

type Props = { sums: FunnelSums; measures: Measures; labels: LabelsRead; meta?: string }

/** Funnel from people contacted to meetings: counts and shares, with bars for their size; not 0 if unmeasured. */
export function FunnelCard({ sums, measures, labels, meta }: Props) {
  const words = t.campaigns
  const { contacted } = sums
  const steps = [
    { id: 'contacted', name: words.contacted, count: contacted, base: contacted, none: '' },
    {
      id: 'opened',
      name: words.metrics.opened,
      count: measures.opens ? sums.opened : null,
      base: sums.openedOf,
      none: words.notMeasured,
    },
    {
      id: 'clicked',
      name: words.metrics.clicked,
      count: measures.clicks ? sums.clicked : null,
      base: sums.clickedOf,
      none: words.notMeasured,
    },
    { id: 'replied', name: words.metrics.replied, count: sums.replied, base: contacted, none: '' },
    {
      id: 'interested',
      name: words.metrics.interested,
      count: sums.interested,
      base: contacted,
      none: labelsSyncText(labels),
    },
    {
      id: 'meetings',
      name: words.metrics.meetings,
      count: sums.meetings,
      base: contacted,
      none: labelsSyncText(labels),
    },
  ]
  return (
    <Card title={words.funnel} meta={meta}>
      <dl className="funnel">
        {steps.map(({ id, name, count, base, none }) => (
          <div key={id} data-step={id}>
            <dt>{name}</dt>
            <dd>
              {count === null ? (
                <span className="text-3 small">{none}</span>
              ) : (
                <>
                  <span className="tabular">
                    {formatNumber(count)}{' '}
                    {id !== 'contacted' && base > 0 && count <= base && (
                      <span className="text-3 small">{formatShare(count / base)}</span>
                    )}
                  </span>
                  <i className="funnel-bar" aria-hidden>
                    {count > 0 && <i style={{ width: `${base === 0 ? 0 : Math.min(100, (count / base) * 100)}%` }} />}
                  </i>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-3 small">{words.funnelFoot}</p>
    </Card>
  )
}
