import type { ReactNode } from 'react'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { PageHead } from '../../core/ui/page.tsx'
import { Tabs } from '../../core/ui/tabs.tsx'

const paths = {
  compare: '/analytics',
  money: '/analytics/money',
  reports: '/analytics/reports',
  experiments: '/analytics/experiments',
} as const

type Props = {
  view: keyof typeof paths
  /** Muted text in the head. */
  meta?: ReactNode
  /** Buttons on the right of the head. */
  actions?: ReactNode
  children: ReactNode
}

/** Page frame for campaign figures, money and client reports, with its views in the head. */
export function AnalyticsViews({ view, meta, actions, children }: Props) {
  const words = t.reports
  return (
    <div className="page">
      <Tabs
        label={words.tabs}
        value={view}
        onChange={(next) => go(paths[next])}
        tabs={[
          { value: 'compare', label: words.tab.compare },
          { value: 'money', label: t.money.title },
          { value: 'reports', label: words.tab.reports },
          { value: 'experiments', label: t.experiments.tab },
        ]}
        head={(list) => (
          <PageHead title={t.analytics.title} tabs={list} meta={meta}>
            {actions}
          </PageHead>
        )}
      >
        <div className="page-body">{children}</div>
      </Tabs>
    </div>
  )
}
