import { Mailbox } from 'lucide-react'
import { useState } from 'react'
import type { BreakdownScope, MailboxFigures } from '#shared/contract/insights/breakdowns.ts'
import { dayOfDate } from '#shared/domain/core/days.ts'
import { grainOf } from '#shared/domain/insights/analytics/period.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatAgo, formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { SeriesChart } from '../../core/ui/chart/series-chart.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { EmptyState } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { ScrollTable } from '../../core/ui/scroll-table.tsx'
import { intervalText } from './compare-chart.tsx'

const idOf = ({ workspaceId, email }: MailboxFigures) => `${workspaceId} ${email}`

/** Emails sent and results of each mailbox; one mailbox at a time can be shown over time. */
export function ByMailbox({ scope }: { scope: BreakdownScope }) {
  const words = t.breakdowns.mailboxes
  const [chosen, setChosen] = useState<string | null>(null)
  const { data, error } = useQuery('analytics.mailboxes', scope)
  if (error) return <ErrorNote error={error} />
  if (!data) return null
  if (data.mailboxes.length === 0) return <EmptyState icon={Mailbox} title={words.none} text={words.noneText} />
  const drawn = data.mailboxes.find((one) => idOf(one) === chosen && one.source === 'instantly')
  return (
    <>
      <ScrollTable label={t.breakdowns.tabs.mailboxes}>
        <PlainTable
          label={t.breakdowns.tabs.mailboxes}
          rows={data.mailboxes}
          rowId={idOf}
          columns={columnsFor(chosen, scope.days === null ? null : setChosen)}
        />
      </ScrollTable>
      <p className="breakdown-foot">
        {words.meta(data.mailboxes.length)}. {words.foot}{' '}
        {scope.campaignIds === null ? data.readAt && t.campaigns.sourceLine(formatAgo(data.readAt)) : words.footEvents}
      </p>
      {drawn && scope.days && <MailboxChart of={drawn} days={scope.days} />}
    </>
  )
}

function columnsFor(
  chosen: string | null,
  choose: ((id: string | null) => void) | null,
): readonly TableColumn<MailboxFigures>[] {
  const { columns: heads, mailboxes: words, notMeasured } = t.breakdowns
  const share = (
    id: 'replied' | 'automatic' | 'bounced' | 'opened' | 'clicked',
    quiet = false,
  ): TableColumn<MailboxFigures> =>
    column(id, heads[id], { width: 98, align: 'right', quiet }, (row) => {
      const count = row[id]
      if (count === null) return <span className="text-3 small">{notMeasured}</span>
      return (
        <span className={count === 0 ? 'zero' : undefined}>
          {formatNumber(count)}
          {row.sent > 0 && <span className="text-3 small"> · {formatShare(count / row.sent)}</span>}
        </span>
      )
    })
  return [
    column('mailbox', heads.mailbox, { minWidth: 150 }, (row) =>
      choose && row.source === 'instantly' ? (
        <button
          type="button"
          className="mailbox-name ellipsis"
          aria-pressed={idOf(row) === chosen}
          title={row.email}
          onClick={() => choose(idOf(row) === chosen ? null : idOf(row))}
        >
          {row.email}
        </button>
      ) : (
        <Cut text={row.email} className="selectable" />
      ),
    ),
    column('sent', heads.sent, { width: 60, align: 'right' }, (row) => formatNumber(row.sent)),
    share('replied'),
    share('automatic', true),
    share('opened'),
    share('clicked', true),
    share('bounced'),
    // For individual campaigns all figures are counted from events, as the foot says, so the column is left out.
    ...(choose
      ? [
          column('source', heads.source, { width: 96, quiet: true }, (row: MailboxFigures) => (
            <span className="text-2">{words[row.source]}</span>
          )),
        ]
      : []),
  ]
}

function MailboxChart({ of, days }: { of: MailboxFigures; days: { readonly from: string; readonly to: string } }) {
  const { metrics } = t.campaigns
  const { workspaceId, email } = of
  const places = useQuery('analytics.mailboxDays', { workspaceId, email, ...days }).data
  const grain = grainOf({ from: dayOfDate(days.from), to: dayOfDate(days.to) })
  if (!places) return null
  return (
    <SeriesChart
      workspaceId={workspaceId}
      title={t.breakdowns.mailboxes.byDay(email)}
      meta={t.analytics.by[grain]}
      buckets={t.analytics.along[grain]}
      kind="bars"
      whole
      format={formatNumber}
      empty={t.analytics.noChart}
      series={[
        { id: 'sent', label: metrics.sent },
        { id: 'replied', label: metrics.replied },
      ]}
      points={places.map(({ date, sums }) => ({
        id: date,
        ...intervalText(date, grain),
        values: { sent: sums.sent, replied: sums.repliedUnique },
      }))}
    />
  )
}
