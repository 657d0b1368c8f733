import { ActivityViews } from '../../clients/activity/activity-views.tsx'
import { t } from '../../core/lib/texts.ts'
import { PageHead } from '../../core/ui/page-head.tsx'
import { Gaps } from './gaps.tsx'
import { Simulator } from './simulator.tsx'

/** Whether anything is missing, and events made up by hand. */
export function RelayPages({ view }: { view: 'missing' | 'simulator' }) {
  return (
    <div className="page">
      <PageHead title={t.activity.title} meta={view === 'missing' ? t.relay.gapsTitle : t.relay.simulatorMeta} />
      <ActivityViews view={view}>{view === 'missing' ? <Gaps /> : <Simulator />}</ActivityViews>
    </div>
  )
}
