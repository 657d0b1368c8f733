import { FlaskConical } from 'lucide-react'
import type { BreakdownScope, StepTest } from '#shared/contract/insights/breakdowns.ts'
import type { VariantVerdict } from '#shared/domain/insights/analytics/significance.ts'
import { variantLetter } from '../../campaigns/campaigns/step-card.tsx'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber, formatRate, formatShare, t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Link } from '../../core/ui/button.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { InfoDetails } from '../../core/ui/info-details.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { EmptyState } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { ScrollTable } from '../../core/ui/scroll-table.tsx'

/** Describes a comparison in plain words; `letterOf` names the variants. */
function verdictText(verdict: VariantVerdict, letterOf: (at: number) => string): string {
  const words = t.breakdowns.tests
  switch (verdict.kind) {
    case 'better':
      return words.better(letterOf(verdict.at), letterOf(verdict.against))
    case 'open':
    case 'few':
      return words.open(formatNumber(verdict.more))
    case 'same':
      return words.same
    case 'alone':
      return ''
    default:
      return verdict satisfies never
  }
}

/** Returns the certainty of the comparison, shown on demand. */
const sureWords = (verdict: VariantVerdict, letterOf: (at: number) => string): string | undefined =>
  verdict.kind === 'better' || verdict.kind === 'open'
    ? t.breakdowns.tests.sure(letterOf(verdict.at), letterOf(verdict.against), formatShare(verdict.sure))
    : undefined

/** Steps with several variants, and whether one of them is significantly better. */
export function VariantTests({ scope }: { scope: BreakdownScope }) {
  const words = t.breakdowns.tests
  const { data, error } = useQuery('analytics.tests', scope)
  if (error) return <ErrorNote error={error} />
  if (!data) return null
  if (data.length === 0) return <EmptyState icon={FlaskConical} title={words.none} text={words.noneText} />
  return (
    <>
      <ScrollTable label={t.breakdowns.tabs.tests}>
        <PlainTable
          label={t.breakdowns.tabs.tests}
          rows={data}
          rowId={(row) => `${row.campaignId} ${row.step}`}
          columns={columnsFor(new Set(data.map(({ campaignId }) => campaignId)).size > 1)}
        />
      </ScrollTable>
      <div className="breakdown-foot">
        <p>{words.meta}</p>
        <InfoDetails label={words.statistics}>{words.foot}</InfoDetails>
      </div>
    </>
  )
}

function columnsFor(several: boolean): readonly TableColumn<StepTest>[] {
  const words = t.breakdowns.tests
  const letters =
    ({ variants }: StepTest) =>
    (at: number) =>
      variantLetter(variants[at]?.variant ?? at)
  return [
    ...(several
      ? [
          column('campaign', words.campaign, { minWidth: 180 }, (row: StepTest) => (
            <Link to={`/campaigns/${row.campaignId}`} className="ellipsis">
              {row.name}
            </Link>
          )),
        ]
      : []),
    column('step', t.campaigns.step, { width: 80 }, (row) => words.step(row.step)),
    column('variants', words.variants, { width: 170 }, (row) => (
      <span className="test-variants">
        {row.variants.map(({ variant, sent, replied }, at) => (
          <span key={variant}>
            <b>{variantLetter(variant)}</b> {formatRate(replied, sent)}
            {row.verdict.kind === 'better' && row.verdict.at === at && (
              <>
                {' '}
                <Badge tone="ok">{words.winner}</Badge>
              </>
            )}
          </span>
        ))}
      </span>
    )),
    column('verdict', words.verdict, { minWidth: 260 }, (row) => (
      <span className="test-verdict" title={sureWords(row.verdict, letters(row))}>
        {verdictText(row.verdict, letters(row))}
      </span>
    )),
  ]
}
