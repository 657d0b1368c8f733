import { t } from '../../lib/texts.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { GivenUpList } from '../health/given-up-list.tsx'
import { JobsTable } from '../health/jobs-table.tsx'
import { ServiceReport } from '../health/service-report.tsx'
import { ActivityViews } from './activity-views.tsx'

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
