import { Sigma } from 'lucide-react'
import { useState } from 'react'
import type { ExportId } from '#shared/ids.ts'
import { call } from '../../lib/call.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { showToast } from '../../stores/toasts.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { setPath } from '../analytics/set-path.ts'

/** Sums up the campaigns the chosen exports went into. */
export function SumExports({ chosen, onClear }: { chosen: ReadonlySet<ExportId>; onClear: () => void }) {
  const words = t.breakdowns.sets
  const [none, setNone] = useState(false)
  const sum = useAction(async () => {
    const { campaignIds, unread } = await call('sets.ofExports', { exportIds: [...chosen] })
    setNone(campaignIds.length === 0)
    if (campaignIds.length === 0) return
    if (unread > 0) showToast(words.unread(unread))
    go(setPath(campaignIds, 'exports'))
  })
  return (
    <div className="exports-chosen">
      <b>{words.selected(chosen.size)}</b>
      <Button size="s" icon={Sigma} busy={sum.busy} onClick={sum.run}>
        {words.sumUp}
      </Button>
      <Button size="s" variant="quiet" onClick={onClear}>
        {words.clear}
      </Button>
      {none && <span role="alert">{words.nothing}</span>}
      {sum.error && <ErrorNote error={sum.error} />}
    </div>
  )
}
