import './analytics.css'
import { Bookmark, ChartColumn } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { AnalyticsOverview } from '#shared/contract/insights/analytics.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { FunnelCard as Funnel } from '../../campaigns/campaigns/funnel.tsx'
import { useUnsyncedText } from '../../campaigns/campaigns/read-now.tsx'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { useCurrentClient } from '../../core/stores/workspaces.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { type MoneyOfCampaigns, useMoneyOfCampaigns } from '../money/money-columns.tsx'
import { requestReportDays } from '../reports/requested-report.ts'
import { AnalyticsViews } from './analytics-views.tsx'
import { Breakdown, type BreakdownName } from './breakdowns.tsx'
import { CompareBar } from './compare-bar.tsx'
import { CompareChart } from './compare-chart.tsx'
import { CompareTable } from './compare-table.tsx'
import { PerformersCard } from './performers-card.tsx'
import { PeriodChoice, usePeriod } from './period-choice.tsx'
import { SumCards } from './sum-cards.tsx'
import { trackedSums } from './tracked-sums.ts'

/** Campaigns of one client or of all over a period: sums, comparison and trends. */
export function AnalyticsPage() {
  const client = useCurrentClient()
  return <AnalyticsView title={t.analytics.title} client={client} campaignIds={null} actions={null} />
}

type ViewProps = {
  title: string
  crumbs?: readonly { readonly label: string; readonly to?: string }[]
  client: ClientFilter
  /** The campaigns to include; null for all of the client. */
  campaignIds: readonly CampaignId[] | null
  actions: ReactNode
  /** Shown above the figures. */
  note?: ReactNode
}

/** Figures of several campaigns over a period: all of a client's, or a set of them. */
export function AnalyticsView({ title, crumbs, client, campaignIds, actions, note }: ViewProps) {
  const words = t.analytics
  const period = usePeriod(campaignIds === null ? 'quarter' : 'all')
  const scope = { ...client, campaignIds: campaignIds === null ? null : [...campaignIds] }
  const overview = useQuery('analytics.overview', period.asked && { ...scope, period: period.asked })
  const data = overview.data
  const isEmpty = data?.campaigns.length === 0
  const anywhere = useQuery('campaigns.list', isEmpty ? { ...client, page: { offset: 0, limit: 1 } } : null).data
  const unsynced = useUnsyncedText(client.workspaceId)
  const money = useMoneyOfCampaigns(period.asked && { ...client, period: period.asked })
  const meta = data ? words.meta(data.campaigns.length) : undefined
  const buttons = (
    <>
      {actions}
      <PeriodChoice period={period} shown={data} />
      {campaignIds === null && (
        <Button
          label={words.makeReport}
          onClick={() => {
            if (data) requestReportDays({ from: data.from, to: data.to })
            go('/analytics/reports')
          }}
        />
      )}
    </>
  )
  const body = (
    <>
      {note}
      {overview.error && <ErrorNote error={overview.error} onAction={overview.refetch} />}
      {isEmpty && anywhere && (
        <EmptyState
          icon={ChartColumn}
          title={anywhere.total > 0 ? words.emptyTitle : (unsynced ?? t.campaigns.emptyTitle)}
          text={anywhere.total > 0 ? words.emptyText : unsynced ? t.campaigns.emptyText : t.campaigns.noneAtInstantly}
        >
          <Button label={words.toCampaigns} onClick={() => go('/campaigns')} />
        </EmptyState>
      )}
      {data && data.campaigns.length > 0 && (
        // The selection is reset when the client changes.
        <Shown key={JSON.stringify(client)} overview={data} scope={scope} money={money} />
      )}
    </>
  )
  if (campaignIds === null) {
    return (
      <AnalyticsViews view="compare" actions={buttons}>
        <div className="analytics-body">{body}</div>
      </AnalyticsViews>
    )
  }
  // A set of campaigns has its own page without the tabs.
  return (
    <div className="page">
      <PageHead title={title} crumbs={crumbs} meta={meta}>
        {buttons}
      </PageHead>
      <div className="page-body analytics-body">{body}</div>
    </div>
  )
}

type Scope = ClientFilter & { readonly campaignIds: CampaignId[] | null }
type ShownProps = { overview: AnalyticsOverview; scope: Scope; money: MoneyOfCampaigns }

/** What is compared; only one view is shown at a time. */
const views = ['campaigns', 'tests', 'column', 'mailboxes', 'hours'] as const
type View = (typeof views)[number]

function Shown({ overview, scope, money }: ShownProps) {
  const words = t.analytics
  const [view, setView] = useState<View>('campaigns')
  const [chosen, setChosen] = useState<readonly CampaignId[]>([])
  const compared = chosen.filter((id) => overview.campaigns.some((one) => one.id === id)).slice(0, 6)
  const choice = (
    <Segmented
      label={words.compareBy}
      value={view}
      options={views.map((value) => ({ value, label: words.views[value] }))}
      onChange={setView}
    />
  )
  return (
    <>
      {overview.behind > 0 && <Note tone="warn" title={words.behind(overview.behind)} />}
      <SumCards overview={overview} />
      {view === 'campaigns' ? (
        <>
          <CompareTable
            overview={overview}
            asked={scope}
            chosen={chosen}
            compared={compared}
            onChoose={setChosen}
            money={money}
            choice={choice}
            sets={scope.campaignIds === null && <SetsMenu workspaceId={scope.workspaceId} />}
          />
          <div className="analytics-cards">
            <CompareChart overview={overview} compared={compared} isCut={chosen.length > compared.length} />
            <FunnelCard overview={overview} />
            <PerformersCard campaigns={overview.campaigns} />
          </div>
          {compared.length > 1 && <CompareBar overview={overview} compared={compared} onClose={() => setChosen([])} />}
        </>
      ) : (
        <>
          <div className="row-wrap">{choice}</div>
          <InDepth of={view} overview={overview} scope={scope} />
        </>
      )}
    </>
  )
}

/** A breakdown of the same campaigns. */
function InDepth({ of, overview, scope }: Omit<ShownProps, 'money'> & { of: BreakdownName }) {
  const { campaigns, from, to } = overview
  // A set whose campaigns belong to one client counts as that client's, regardless of the selection in the rail.
  const clients = new Set(campaigns.map((one) => one.workspaceId))
  const [only] = clients
  const client = scope.workspaceId ?? (scope.campaignIds !== null && clients.size === 1 ? (only ?? null) : null)
  // A part of a workspace is queried by its campaigns.
  const campaignIds = scope.partId === null ? scope.campaignIds : campaigns.map(({ id }) => id).slice(0, 1_000)
  return (
    <Card className="breakdowns" pad={false}>
      <Breakdown of={of} scope={{ workspaceId: client, campaignIds, days: { from, to } }} oneClient={client !== null} />
    </Card>
  )
}

/** Funnel from people contacted to meetings, for all campaigns of the period. */
function FunnelCard({ overview: { sums, campaigns, labels } }: { overview: AnalyticsOverview }) {
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

/** Menu of the saved sets; renders nothing if there are none. */
function SetsMenu({ workspaceId }: { workspaceId: WorkspaceId | null }) {
  const sets = useQuery('sets.list', { workspaceId }).data ?? []
  return (
    <Menu
      wide
      trigger={<IconButton icon={Bookmark} label={t.breakdowns.sets.sets} />}
      items={
        sets.length === 0
          ? [{ label: t.breakdowns.sets.none, disabled: true, onSelect: () => undefined }]
          : sets.map(({ id, name, campaignIds }) => ({
              label: name,
              after: <span className="text-3">{formatNumber(campaignIds.length)}</span>,
              onSelect: () => go(`/analytics/kept/${id}`),
            }))
      }
    />
  )
}
