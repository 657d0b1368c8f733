import type { CostInput, MoneyOverview } from '#shared/contract/insights/money.ts'
import { dayOfDate } from '#shared/domain/core/days.ts'
import type { MoneyCounts } from '#shared/domain/insights/money/figures.ts'
import { centsIn } from '#shared/domain/insights/money/first-costs.ts'
import { formatCents, formatNumber, formatPrice, t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { ratioShort } from './money-text.ts'
import type { StartCosts } from './use-start-costs.ts'

type Props = {
  start: StartCosts
  period: Pick<MoneyOverview, 'from' | 'to'>
  /** What the emails of the period led to. */
  counts: MoneyCounts
  hasRevenue: boolean
}

/** What a meeting costs at the prices typed so far, and how that was counted. */
export function StartPreview({
  start: { currency, cents, costs, accounts, from, isRight },
  period: shown,
  counts,
  hasRevenue,
}: Props) {
  const words = t.money.start
  const period = { from: dayOfDate(shown.from), to: dayOfDate(shown.to) }
  const days = isRight ? Math.max(0, period.to - Math.max(period.from, dayOfDate(from)) + 1) : 0
  const counting = costs.map((cost) => ({ cost, cents: centsIn(cost, period) }))
  const centsOfKind = (kind: CostInput['kind']) =>
    counting.reduce((sum, one) => (one.cost.kind === kind ? sum + one.cents : sum), 0)
  const spent = counting.reduce((sum, one) => sum + one.cents, 0)
  const leadsPaid = counting.reduce(
    (sum, one) => (one.cost.kind === 'list' && one.cents > 0 ? sum + one.cost.rows : sum),
    0,
  )
  const figures = { ...counts, costCents: spent, revenueCents: null }
  const meeting = ratioShort('costPerMeeting', figures, currency)
  const others = [
    [ratioShort('costPerReply', figures, currency, 100), t.money.headline.reply],
    [ratioShort('costPerQualified', figures, currency, 100), t.money.headline.interested],
  ].flatMap(([price, what]) => (price === null ? [] : [`${price} ${what}`]))
  const sums = [
    [words.sums.plan, words.days(days), centsOfKind('plan')],
    [
      words.sums.accounts,
      words.accountsFor(accounts, formatPrice(cents.account, currency), days),
      centsOfKind('mailboxes'),
    ],
    [words.sums.lists, words.leadsFor(leadsPaid, formatCents(cents.lead, currency)), centsOfKind('list')],
  ] as const
  return (
    <div className="money-start-preview" role="status">
      <p className="text-2 small">{words.preview}</p>
      <p className="money-start-meeting">
        {meeting === null ? (
          counts.meetings === null ? (
            t.money.headline.unknown
          ) : (
            words.noMeetings
          )
        ) : (
          <>
            {t.money.headline.meeting} <b>{meeting}</b>
          </>
        )}
      </p>
      <p className="text-2 tabular">{others.join(' · ')}</p>
      <dl>
        {sums.map(([name, how, sum]) => (
          <div key={name}>
            <dt>
              {name} <span className="text-3 small">{how}</span>
            </dt>
            <dd className="tabular">{formatCents(sum, currency)}</dd>
          </div>
        ))}
        <div className="money-start-sum">
          <dt>{words.sums.spent}</dt>
          <dd className="tabular">{formatCents(spent, currency)}</dd>
        </div>
        <div>
          <dt>{words.sums.meetings}</dt>
          <dd className="tabular">÷ {counts.meetings === null ? '…' : formatNumber(counts.meetings)}</dd>
        </div>
      </dl>
      {!hasRevenue && (
        <Note>
          {words.noRevenue} <Link to="/analytics/money/values">{t.money.tabs.values}</Link>
        </Note>
      )}
    </div>
  )
}
