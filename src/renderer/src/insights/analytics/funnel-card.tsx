import type { AnalyticsOverview } from '#shared/contract/insights/analytics.ts'
import { FunnelCard as Funnel } from '../../campaigns/campaigns/funnel.tsx'
import { t } from '../../core/lib/texts.ts'
import { trackedSums } from './tracked-sums.ts'

/** Funnel from people contacted to meetings, for all campaigns of the period. */
export function FunnelCard({ overview: { sums, campaigns, labels } }: { overview: AnalyticsOverview }) {
  const [opened, clicked] = [trackedSums(campaigns, 'opens'), trackedSums(campaigns, 'clicks')]
  return (
    <Funnel
      meta={t.analytics.meta(campaigns.length)}
      labels={labels}
      measures={{ opens: opened.tracked > 0, clicks: clicked.tracked > 0 }}
      sums={{
        contacted: sums.contacted,
        opened: opened.people,
        openedOf: opened.contacted,
        clicked: clicked.people,
        clickedOf: clicked.contacted,
        replied: sums.repliedUnique,
        interested: sums.interested,
        meetings: sums.meetings,
      }}
    />
  )
}
