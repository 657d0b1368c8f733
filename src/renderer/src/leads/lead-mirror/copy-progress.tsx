import './lead-mirror.css'
import type { Output } from '#shared/contract/index.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'

/** Progress of a copy with a stop button; renders nothing if none is running. */
export function CopyProgress({ state }: { state: Output<'leadMirror.state'> }) {
  const words = t.leadMirror
  const stop = useAction(() => call('leadMirror.stop', { workspaceId: state.workspaceId }))
  const { underWay, adding, expected } = state
  if (!adding && !underWay?.running) return null
  const leads = underWay?.leads ?? 0
  // The expected number can be too low; then the share is unknown.
  const of = !adding && expected.leads && expected.leads >= leads ? expected.leads : null
  return (
    <div className="lead-copy-progress">
      <ProgressBar share={of === null ? null : leads / of} label={words.title} />
      <div className="row small text-3">
        <span className="tabular" role="status">
          {adding ? words.adding : of === null ? words.underWay(leads) : words.underWayOf(leads, of)}
        </span>
        <Button label={words.stop} size="s" variant="quiet" action={stop} />
      </div>
    </div>
  )
}
