import './reports.css'
import { FileText } from 'lucide-react'
import { useState } from 'react'
import type { Workspace } from '#shared/contract/workspaces.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { t } from '../../lib/texts.ts'
import { usePageFocus } from '../../lib/use-page-focus.ts'
import { useQuery } from '../../lib/use-query.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../stores/workspaces.ts'
import { ClientField } from '../../ui/client-field.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { AnalyticsViews } from '../analytics/analytics-views.tsx'
import { HistoryCard } from './history-card.tsx'
import { LookCard } from './look-card.tsx'
import { MakeCard, useWish } from './make-card.tsx'
import { PlanCard } from './plan-card.tsx'
import { PreviewCard } from './preview-card.tsx'
import { QuotesCard } from './quotes-card.tsx'

/** Reports for one client: what they say, how they look, when they are made, and those that were. */
export function ReportsPage() {
  const words = t.reports
  usePageFocus()
  const current = useCurrentWorkspaceId()
  const workspaces = useWorkspaces()
  const [chosen, setChosen] = useState<WorkspaceId | null>(null)
  const client = workspaces?.find(({ id }) => id === (current ?? chosen)) ?? workspaces?.[0]
  return (
    <div className="page">
      <PageHead title={t.analytics.title} meta={client?.name} />
      <AnalyticsViews view="reports">
        <div className="reports">
          {workspaces?.length === 0 && <EmptyState icon={FileText} title={words.emptyTitle} text={words.emptyText} />}
          {client && current === null && workspaces && workspaces.length > 1 && (
            <ClientField label={words.client} clients={workspaces} value={client.id} onChange={setChosen} />
          )}
          {client && <OfClient key={client.id} client={client} />}
        </div>
      </AnalyticsViews>
    </div>
  )
}

function OfClient({ client }: { client: Workspace }) {
  const workspaceId = client.id
  const wish = useWish()
  const asked = wish.asked && { workspaceId, period: wish.asked }
  const preview = useQuery('reports.preview', asked && { ...asked, quotes: [...wish.quotes] }, [
    'reports',
    'campaigns',
    'exports',
  ])
  const settings = useQuery('reports.settings', { workspaceId }, ['reports', 'settings'])
  const error = preview.error ?? settings.error
  return (
    <div className="reports-split">
      <div className="reports-make">
        {error && <ErrorNote error={error} />}
        <MakeCard client={client} wish={wish} preview={preview.data} />
        {asked && settings.data && (
          <QuotesCard asked={asked} wish={wish} allowed={settings.data.sections.includes('quotes')} />
        )}
      </div>
      <div className="reports-main">
        {preview.data && <PreviewCard client={client} preview={preview.data} />}
        <HistoryCard client={client} />
      </div>
      <div className="reports-rest">
        <PlanCard client={client} />
        {settings.data && <LookCard key={JSON.stringify(settings.data)} client={client} settings={settings.data} />}
      </div>
    </div>
  )
}
