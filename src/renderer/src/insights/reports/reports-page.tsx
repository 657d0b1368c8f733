import './reports.css'
import { FileText } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ReportClient } from '#shared/contract/insights/reports.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useClientParts, useCurrentClient, useWorkspaces } from '../../core/stores/workspaces.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { EmptyState } from '../../core/ui/page.tsx'
import { AnalyticsViews } from '../analytics/analytics-views.tsx'
import { BrandingCard } from './branding-card.tsx'
import { HistoryCard } from './history-card.tsx'
import { MakeCard, useReportOptions } from './make-card.tsx'
import { PlanCard } from './plan-card.tsx'
import { PreviewCard } from './preview-card.tsx'
import { QuotesCard } from './quotes-card.tsx'
import { keyOfClient, ReportClientField, type ReportTarget, reportTargets, sameClient } from './report-client.tsx'

/** Reports for one client: contents, branding, schedule, and the reports created so far. */
export function ReportsPage() {
  const words = t.reports
  const current = useCurrentClient()
  const workspaces = useWorkspaces()
  const parts = useClientParts()
  const [chosen, setChosen] = useState<ReportClient | null>(null)
  // If the window shows a part, only that part can be chosen; for a workspace, it or any client in it.
  const targets = useMemo(
    () =>
      reportTargets(workspaces ?? [], parts ?? []).filter(
        ({ workspaceId, partId }) =>
          (current.workspaceId === null || workspaceId === current.workspaceId) &&
          (current.partId === null || partId === current.partId),
      ),
    [workspaces, parts, current],
  )
  const client = targets.find((target) => chosen !== null && sameClient(target, chosen)) ?? targets[0]
  const ready = workspaces !== undefined && parts !== undefined
  return (
    <AnalyticsViews view="reports" meta={targets.length > 1 ? undefined : client?.name}>
      <div className="reports">
        {workspaces?.length === 0 && <EmptyState icon={FileText} title={words.emptyTitle} text={words.emptyText} />}
        {ready && client && targets.length > 1 && (
          <ReportClientField targets={targets} value={client} onChange={setChosen} />
        )}
        {ready && client && <OfClient key={keyOfClient(client)} client={client} />}
      </div>
    </AnalyticsViews>
  )
}

function OfClient({ client }: { client: ReportTarget }) {
  const { workspaceId, partId } = client
  const wish = useReportOptions()
  const asked = wish.asked && { workspaceId, partId, period: wish.asked }
  const preview = useQuery('reports.preview', asked && { ...asked, quotes: [...wish.quotes] })
  const settings = useQuery('reports.settings', { workspaceId, partId })
  const error = preview.error ?? settings.error
  return (
    <div className="reports-split">
      <div className="stack reports-make">
        {error && <ErrorNote error={error} onAction={preview.error ? preview.refetch : settings.refetch} />}
        <MakeCard client={client} wish={wish} preview={preview.data} />
        {asked && settings.data && (
          <QuotesCard asked={asked} wish={wish} allowed={settings.data.sections.includes('quotes')} />
        )}
      </div>
      <div className="stack reports-main">
        <HistoryCard client={client} />
        {preview.data && <PreviewCard client={client} preview={preview.data} />}
      </div>
      <div className="stack reports-rest">
        <PlanCard client={client} />
        {settings.data && <BrandingCard key={JSON.stringify(settings.data)} client={client} settings={settings.data} />}
      </div>
    </div>
  )
}
