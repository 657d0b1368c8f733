import { Diagnostics } from '../clients/activity/diagnostics.tsx'
import { t } from '../core/lib/texts.ts'
import { FailedJobsList } from './failed-jobs-list.tsx'
import { JobsTable } from './jobs-table.tsx'
import { ServiceReport } from './service-report.tsx'

/** Background jobs, failed work, and how well the services are performing. */
export function HealthPage({ view }: { view: 'jobs' | 'givenUp' | 'service' }) {
  return (
    <Diagnostics view={view === 'givenUp' ? 'failed' : view} meta={t.health[view].meta}>
      {view === 'jobs' && <JobsTable />}
      {view === 'givenUp' && <FailedJobsList />}
      {view === 'service' && <ServiceReport />}
    </Diagnostics>
  )
}
