import { Diagnostics } from '../../clients/activity/diagnostics.tsx'
import { t } from '../../core/lib/texts.ts'
import { Gaps } from './gaps.tsx'
import { Simulator } from './simulator.tsx'

/** The check for missing events, and the webhook simulator. */
export function RelayPages({ view }: { view: 'missing' | 'simulator' }) {
  return (
    <Diagnostics view={view} meta={view === 'missing' ? t.relay.gapsTitle : t.relay.simulatorMeta}>
      {view === 'missing' ? <Gaps /> : <Simulator />}
    </Diagnostics>
  )
}
