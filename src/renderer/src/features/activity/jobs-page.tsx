import { t } from '../../lib/texts.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { JobsTable } from '../campaigns/jobs-table.tsx'
import { ActivityViews } from './activity-views.tsx'

/** What Sendoff does by itself: when it did, when it will, and what went wrong. */
export function JobsPage() {
  return (
    <div className="page">
      <PageHead title={t.activity.title} meta={t.campaigns.jobs.meta} />
      <ActivityViews view="jobs">
        <JobsTable />
      </ActivityViews>
    </div>
  )
}
