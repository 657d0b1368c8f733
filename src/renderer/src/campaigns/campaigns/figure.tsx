import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CampaignRow } from '#shared/contract/campaigns/campaigns.ts'
import { formulas, isMeasured, type Metric, type MetricCounts, rateOf } from '#shared/domain/campaigns/rates.ts'
import { formatAgo, formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { Icon } from '../../core/ui/button.tsx'
import { type FigureCard, FigureCards, FigureLines } from '../../core/ui/figure-cards.tsx'
import { RowTooltip } from '../../core/ui/tooltip.tsx'
import { labelsSyncText } from '../../events/events/labels-sync-text.ts'

type Shown = Pick<CampaignRow, 'totals' | 'measures' | 'readAt' | 'labels'>

const countsOf = ({ totals, labels }: Shown): MetricCounts => ({ ...totals, ...labels })
const isLabelled = (metric: Metric): boolean => metric === 'interested' || metric === 'meetings'

/** Returns the lines of a figure's tooltip: formula, source and age. */
function linesOf(metric: Metric, of: Shown): readonly ReactNode[] {
  const words = t.campaigns
  const measured = isMeasured(metric, of.measures)
  return [
    ...(!measured && (metric === 'opened' || metric === 'clicked') ? [words.notMeasuredText[metric]] : []),
    words.formulas[metric],
    <>
      {isLabelled(metric) ? words.labelSource : words.source} {of.readAt && words.sourceLine(formatAgo(of.readAt))}
    </>,
  ]
}

/** A figure in a table row: the share with its base, or the count; a dash if not measured. Explained on hover. */
export function RowFigure({ metric, of }: { metric: Metric; of: Shown }) {
  const rate = rateOf(metric, countsOf(of), of.measures)
  if (rate.count === null) {
    return (
      <RowTooltip text={() => <FigureLines lines={linesOf(metric, of)} />}>
        {isLabelled(metric) ? (
          <span className="text-3 small">…</span>
        ) : (
          <span className="text-3">
            <span aria-hidden>–</span>
            <span className="sr-only">{t.campaigns.notMeasured}</span>
          </span>
        )}
      </RowTooltip>
    )
  }
  return (
    <RowTooltip text={() => <FigureLines lines={linesOf(metric, of)} />}>
      <span className={rate.count === 0 ? 'zero' : undefined}>
        {formatNumber(rate.count)}
        {rate.share !== null && <span className="text-3 small"> · {formatShare(rate.share)}</span>}
      </span>
    </RowTooltip>
  )
}

/** A small window shows the first five or six. */
const cards: readonly Metric[] = [
  'sent',
  'replied',
  'interested',
  'meetings',
  'bounced',
  'unsubscribed',
  'opened',
  'clicked',
]

/** Figures of a campaign side by side. Each can be focused, which shows its formula, source and age. */
export function CampaignFigures({ of }: { of: Shown }) {
  return <FigureCards label={t.campaigns.figures} figures={cards.map((metric) => cardOf(metric, of))} />
}

function cardOf(metric: Metric, of: Shown): FigureCard {
  const words = t.campaigns
  const { count, share, base } = rateOf(metric, countsOf(of), of.measures)
  const { automatic, contacted } = of.totals
  const card = {
    name: words.metrics[metric],
    explain: linesOf(metric, of),
    none: isLabelled(metric) ? t.analytics.syncingShort : words.notMeasured,
  }
  if (count === null) {
    return { ...card, value: null, foot: isLabelled(metric) ? labelsSyncText(of.labels.read) : undefined }
  }
  if (formulas[metric].base === null) {
    return { ...card, value: formatNumber(count), foot: words.toPeople(contacted) }
  }
  return {
    ...card,
    value: formatNumber(count),
    aside: share === null ? undefined : formatShare(share),
    foot: (
      <>
        {base === null || base === 0
          ? words.noBase
          : formulas[metric].base === 'sent'
            ? words.ofMails(base)
            : words.ofPeople(base)}
        {metric === 'replied' && automatic > 0 && <span>{words.automatic(automatic)}</span>}
      </>
    ),
  }
}

/** Mark beside a campaign whose days and steps could not be synced. */
export const ProblemMark = ({ label }: { label: string }) => (
  <span className="is-warn" title={label}>
    <Icon of={TriangleAlert} size={14} />
    <span className="sr-only">{label}</span>
  </span>
)
