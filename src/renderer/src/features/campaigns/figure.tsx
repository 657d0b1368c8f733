import { TriangleAlert } from 'lucide-react'
import type { CampaignRow } from '#shared/contract/campaigns.ts'
import { formulas, isMeasured, type Metric, rateOf } from '#shared/domain/campaigns/rates.ts'
import { formatAgo, formatNumber, formatShare } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'

type Shown = Pick<CampaignRow, 'totals' | 'measures' | 'readAt'>

/** Formula, source and age of a figure, as its tooltip says them. */
function FigureWords({ metric, of }: { metric: Metric; of: Shown }) {
  const words = t.campaigns
  const measured = isMeasured(metric, of.measures)
  return (
    <span className="figure-words">
      {!measured && (metric === 'opened' || metric === 'clicked') && <span>{words.notMeasuredText[metric]}</span>}
      <span>{words.formulas[metric]}</span>
      <span className="text-3">
        {words.source} {of.readAt && words.sourceLine(formatAgo(of.readAt))}
      </span>
    </span>
  )
}

/** One figure of a row: the share with its base, or the count; what is not measured says so. Explained on hover and focus. */
export function RowFigure({ metric, of }: { metric: Metric; of: Shown }) {
  const rate = rateOf(metric, of.totals, of.measures)
  if (rate.count === null) {
    return (
      <Tooltip text={<FigureWords metric={metric} of={of} />}>
        <span className="text-3 small">{t.campaigns.notMeasured}</span>
      </Tooltip>
    )
  }
  return (
    <Tooltip text={<FigureWords metric={metric} of={of} />}>
      <span className={rate.count === 0 ? 'zero' : undefined}>
        {formatNumber(rate.count)}
        {rate.share !== null && <span className="text-3 small"> · {formatShare(rate.share)}</span>}
      </span>
    </Tooltip>
  )
}

const cards: readonly Metric[] = ['sent', 'opened', 'clicked', 'replied', 'bounced', 'unsubscribed', 'opportunities']

/** The figures of a campaign side by side. Each can be focused, and then tells formula, source and age. */
export function FigureCards({ of }: { of: Shown }) {
  const words = t.campaigns
  return (
    <section className="card figure-cards" aria-label={words.figures}>
      {cards.map((metric) => (
        <Tooltip key={metric} text={<FigureWords metric={metric} of={of} />}>
          <button type="button" className="figure-card">
            <span className="figure-name">{words.metrics[metric]}</span>
            <FigureValue metric={metric} of={of} />
          </button>
        </Tooltip>
      ))}
    </section>
  )
}

function FigureValue({ metric, of }: { metric: Metric; of: Shown }) {
  const words = t.campaigns
  const { count, share, base } = rateOf(metric, of.totals, of.measures)
  if (count === null) return <span className="figure-none">{words.notMeasured}</span>
  const { automatic, contacted } = of.totals
  if (formulas[metric].base === null) {
    return (
      <>
        <span className="figure-value">{formatNumber(count)}</span>
        <span className="figure-base">{words.toPeople(contacted)}</span>
      </>
    )
  }
  return (
    <>
      <span className="figure-value">
        {formatNumber(count)}
        {share !== null && <span className="figure-share">{formatShare(share)}</span>}
      </span>
      <span className="figure-base">
        {base === null || base === 0
          ? words.noBase
          : formulas[metric].base === 'sent'
            ? words.ofMails(base)
            : words.ofPeople(base)}
        {metric === 'replied' && automatic > 0 && <span>{words.automatic(automatic)}</span>}
      </span>
    </>
  )
}

/** Beside a campaign whose days and steps could not be read. */
export const ProblemMark = ({ label }: { label: string }) => (
  <span className="is-warn" title={label}>
    <Icon of={TriangleAlert} size={14} />
    <span className="sr-only">{label}</span>
  </span>
)
