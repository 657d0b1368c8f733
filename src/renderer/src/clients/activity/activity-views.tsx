import './activity.css'
import type { ReactNode } from 'react'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Tabs } from '../../core/ui/tabs.tsx'

const paths = {
  events: '/activity/events',
  givenUp: '/activity/given-up',
  missing: '/activity/missing',
  simulator: '/activity/simulator',
  jobs: '/activity/jobs',
  service: '/activity/service',
  calls: '/activity',
} as const
export type ActivityView = keyof typeof paths

/** What Instantly told, what of it could not be read, whether any is missing, and what Instantly was asked. */
export function ActivityViews({ view, children }: { view: ActivityView; children: ReactNode }) {
  const words = t.events
  return (
    <div className="page-body activity">
      <Tabs
        label={words.views}
        value={view}
        onChange={(next) => go(paths[next])}
        tabs={[
          { value: 'events', label: words.title },
          { value: 'givenUp', label: t.health.givenUp.title },
          { value: 'missing', label: t.relay.gapsTitle },
          { value: 'simulator', label: t.relay.simulatorTitle },
          { value: 'jobs', label: t.health.jobs.title },
          { value: 'service', label: t.health.service.title },
          { value: 'calls', label: words.calls },
        ]}
      >
        <div className="activity-view">{children}</div>
      </Tabs>
    </div>
  )
}
