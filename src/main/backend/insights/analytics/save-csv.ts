import type { AnalyticsOverview, AnalyticsRequest, CampaignPeriod } from '#shared/contract/insights/analytics.ts'
import { shareOf } from '#shared/domain/campaigns/rates.ts'
import type { TableColumnName } from '#shared/domain/insights/analytics/table-columns.ts'
import { saveCsv } from '../../core/lib/save-csv.ts'

type Cell = readonly [head: string, cell: (one: CampaignPeriod) => string | number]

/** Formats a rate with four decimals; empty if there is none. */
const formatRate = (part: number, base: number): string => shareOf(part, base)?.toFixed(4) ?? ''

/**
 * Column headings known to spreadsheets and other tools; they are not translated. What was not measured is empty, never
 * 0.
 */
const cells: Readonly<Record<TableColumnName, readonly Cell[]>> = {
  state: [['State', ({ state }) => state]],
  sent: [['Emails Sent', ({ sums }) => sums.sent]],
  contacted: [['People Contacted', ({ sums }) => sums.contacted]],
  replied: [
    ['People Replied', ({ sums }) => sums.repliedUnique],
    ['Reply Rate', ({ sums }) => formatRate(sums.repliedUnique, sums.contacted)],
  ],
  automatic: [['Automatic Replies', ({ sums }) => sums.automatic]],
  opened: [
    ['People Opened', ({ sums, measures }) => (measures.opens ? sums.openedUnique : '')],
    ['Open Rate', ({ sums, measures }) => (measures.opens ? formatRate(sums.openedUnique, sums.contacted) : '')],
  ],
  clicked: [['People Clicked', ({ sums, measures }) => (measures.clicks ? sums.clickedUnique : '')]],
  interested: [['Interested', ({ sums }) => sums.interested ?? '']],
  meetings: [['Meetings', ({ sums }) => sums.meetings ?? '']],
  bounced: [['Bounce Rate (Life)', ({ life }) => formatRate(life.bounced, life.sent)]],
  unsubscribed: [['Unsubscribed (Life)', ({ life }) => life.unsubscribed]],
}

const totalCells: readonly Cell[] = (
  ['sent', 'contacted', 'opened', 'clicked', 'replied', 'automatic', 'interested', 'meetings'] as const
).flatMap((column) => cells[column].slice(0, 1))

/** Writes the campaigns of an overview, one per row, with the given columns or all figures of the period. */
export function saveAnalyticsCsv(
  path: string,
  { campaigns, from, to }: Pick<AnalyticsOverview, 'campaigns' | 'from' | 'to'>,
  clientOf: (id: NonNullable<AnalyticsRequest['workspaceId']>) => string,
  columns: readonly TableColumnName[] | null,
): Promise<number> {
  const shown: readonly Cell[] =
    columns === null ? [...cells.state, ...totalCells] : columns.flatMap((column) => cells[column])
  const place: readonly Cell[] = [
    ['Client', ({ workspaceId }) => clientOf(workspaceId)],
    ['Campaign', ({ name }) => name],
    ['From', () => from],
    ['To', () => to],
    ...shown,
  ]
  const heads = place.map(([head]) => head)
  return saveCsv(path, heads, [campaigns], (one) => place.map(([, cell]) => cell(one)))
}
