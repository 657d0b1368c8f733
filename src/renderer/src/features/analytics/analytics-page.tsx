import './analytics.css'
import { ChartColumn, Download } from 'lucide-react'
import { useState } from 'react'
import type { AnalyticsOverview } from '#shared/contract/analytics.ts'
import type { CampaignId } from '#shared/ids.ts'
import { call } from '../../lib/call.ts'
import { useCommand } from '../../lib/commands.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { usePageFocus } from '../../lib/use-page-focus.ts'
import { useQuery } from '../../lib/use-query.ts'
import { showToast } from '../../stores/toasts.ts'
import { useCurrentWorkspaceId } from '../../stores/workspaces.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Note } from '../../ui/note.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { AnalyticsViews } from './analytics-views.tsx'
import { analyticsCommands } from './commands.ts'
import { CompareChart } from './compare-chart.tsx'
import { CompareTable } from './compare-table.tsx'
import { FunnelCard } from './funnel-card.tsx'
import { PerformersCard } from './performers-card.tsx'
import { PeriodChoice, usePeriod } from './period-choice.tsx'
import { SumCards } from './sum-cards.tsx'

/** Campaigns of one client or of all over a period: sums, side by side, along time. */
export function AnalyticsPage() {
  const words = t.analytics
  usePageFocus()
  const workspaceId = useCurrentWorkspaceId()
  const period = usePeriod()
  const asked = period.asked && { workspaceId, period: period.asked }
  const overview = useQuery('analytics.overview', asked, ['campaigns'])
  const save = useAction(async () => {
    if (!asked) return
    const saved = await call('analytics.saveCsv', asked)
    if (saved) showToast(words.saved(saved.path, saved.rows))
  })
  useCommand(analyticsCommands.save, save.run)
  const data = overview.data
  return (
    <div className="page">
      <PageHead title={words.title} meta={data ? words.meta(data.campaigns.length) : undefined}>
        <PeriodChoice period={period} shown={data} />
        <Button icon={Download} onClick={save.run} busy={save.busy} disabled={!data || data.campaigns.length === 0}>
          {words.save}
        </Button>
      </PageHead>
      <AnalyticsViews view="compare">
        <div className="analytics-body">
          {save.error && <ErrorNote error={save.error} />}
          {overview.error && <ErrorNote error={overview.error} />}
          {data && data.campaigns.length === 0 && (
            <EmptyState icon={ChartColumn} title={words.emptyTitle} text={words.emptyText}>
              <Button onClick={() => go('/campaigns')}>{words.toCampaigns}</Button>
            </EmptyState>
          )}
          {data && data.campaigns.length > 0 && (
            // Another client, another choice.
            <Shown key={workspaceId ?? 'all'} overview={data} />
          )}
        </div>
      </AnalyticsViews>
    </div>
  )
}

function Shown({ overview }: { overview: AnalyticsOverview }) {
  const words = t.analytics
  const [chosen, setChosen] = useState<readonly CampaignId[]>([])
  const compared = chosen.filter((id) => overview.campaigns.some((one) => one.id === id)).slice(0, 6)
  return (
    <>
      {overview.behind > 0 && <Note tone="warn" title={words.behind(overview.behind)} />}
      <SumCards overview={overview} />
      <CompareTable campaigns={overview.campaigns} chosen={chosen} compared={compared} onChoose={setChosen} />
      <div className="analytics-cards">
        <CompareChart overview={overview} compared={compared} />
        <FunnelCard overview={overview} />
        <PerformersCard campaigns={overview.campaigns} />
      </div>
    </>
  )
}
