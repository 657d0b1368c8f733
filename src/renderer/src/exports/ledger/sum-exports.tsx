import { Sigma } from 'lucide-react'
import { useState } from 'react'
import type { ExportId } from '#shared/ids.ts'
import { setPath } from '../../campaigns/campaigns/set-path.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'

/** Adds up the campaigns of the selected exports. */
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
      <Button label={words.sumUp} size="s" icon={Sigma} action={sum} />
      <Button label={words.clear} size="s" variant="quiet" onClick={onClear} />
      {none && <span role="alert">{words.nothing}</span>}
      {sum.error && <ErrorNote error={sum.error} />}
    </div>
  )
}
