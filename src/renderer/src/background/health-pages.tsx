import { ActivityViews } from '../clients/activity/activity-views.tsx'
import { t } from '../core/lib/texts.ts'
import { PageHead } from '../core/ui/page-head.tsx'
import { GivenUpList } from './given-up-list.tsx'
import { JobsTable } from './jobs-table.tsx'
import { ServiceReport } from './service-report.tsx'

/** What Sendoff does by itself, what did not work, and how well others serve it. */
export function HealthPage({ view }: { view: 'jobs' | 'givenUp' | 'service' }) {
  return (
    <div className="page">
      <PageHead title={t.activity.title} meta={t.health[view].meta} />
      <ActivityViews view={view}>
        {view === 'jobs' && <JobsTable />}
        {view === 'givenUp' && <GivenUpList />}
        {view === 'service' && <ServiceReport />}
      </ActivityViews>
    </div>
  )
}
