import type { AnalyticsAsked, AnalyticsOverview } from '#shared/contract/analytics.ts'
import { csvBom, csvLine } from '#shared/domain/csv-write.ts'
import { writeWhole } from '../../lib/write-whole.ts'

/** Columns as spreadsheets and other tools know them; they are not translated. */
const header = [
  'Client',
  'Campaign',
  'State',
  'From',
  'To',
  'Emails Sent',
  'People Contacted',
  'People Opened',
  'People Clicked',
  'People Replied',
  'Automatic Replies',
  'Opportunities',
] as const

/** Writes the campaigns of an overview, a row each. What was not measured is an empty cell, never 0. */
export async function saveAnalyticsCsv(
  path: string,
  { campaigns, from, to }: AnalyticsOverview,
  clientOf: (id: NonNullable<AnalyticsAsked['workspaceId']>) => string,
): Promise<number> {
  const lines = campaigns.map(({ workspaceId, name, state, measures, sums }) =>
    csvLine([
      clientOf(workspaceId),
      name,
      state,
      from,
      to,
      sums.sent,
      sums.contacted,
      measures.opens ? sums.openedUnique : '',
      measures.clicks ? sums.clickedUnique : '',
      sums.repliedUnique,
      sums.automatic,
      sums.opportunities,
    ]),
  )
  await writeWhole(path, async (file) => {
    await file.write(csvBom + csvLine(header) + lines.join(''))
  })
  return lines.length
}
