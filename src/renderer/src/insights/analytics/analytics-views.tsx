import type { ReactNode } from 'react'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Tabs } from '../../core/ui/tabs.tsx'

const paths = { compare: '/analytics', experiments: '/analytics/experiments', reports: '/analytics/reports' } as const

/** Campaigns compared by the operator, and reports for clients. */
export function AnalyticsViews({ view, children }: { view: keyof typeof paths; children: ReactNode }) {
  const words = t.reports
  return (
    <div className="page-body">
      <Tabs
        label={words.tabs}
        value={view}
        onChange={(next) => go(paths[next])}
        tabs={[
          { value: 'compare', label: words.tab.compare },
          { value: 'experiments', label: t.experiments.tab },
          { value: 'reports', label: words.tab.reports },
        ]}
      >
        {children}
      </Tabs>
    </div>
  )
}
