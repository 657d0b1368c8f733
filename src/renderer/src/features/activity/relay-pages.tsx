import { t } from '../../lib/texts.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Gaps } from '../relay/gaps.tsx'
import { Simulator } from '../relay/simulator.tsx'
import { ActivityViews } from './activity-views.tsx'

/** Whether anything is missing, and events made up by hand. */
export function RelayPages({ view }: { view: 'missing' | 'simulator' }) {
  return (
    <div className="page">
      <PageHead title={t.activity.title} meta={view === 'missing' ? t.relay.gapsTitle : t.relay.simulatorMeta} />
      <ActivityViews view={view}>{view === 'missing' ? <Gaps /> : <Simulator />}</ActivityViews>
    </div>
  )
}
