import { useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { askToPause, usePauseQuestion } from '../../core/stores/pauses.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { pauseClient } from './switch-campaigns.ts'

const close = () => askToPause(null)

/** Dialog on what to pause: the work of Sendoff, the campaigns at Instantly, or both. Can be opened from anywhere. */
export function PauseDialog() {
  const { asked } = usePauseQuestion()
  const isAll = asked === 'everything'
  return (
    <Dialog
      open={asked !== null}
      onClose={close}
      width={520}
      title={asked === null || isAll ? t.pauses.titleAll : t.pauses.title(asked.name)}
    >
      {asked === null ? null : isAll ? <Everything /> : <OneClient key={asked.workspaceId} {...asked} />}
    </Dialog>
  )
}

function Everything() {
  const pause = useAction(async () => {
    await call('pauses.set', { workspaceId: null, paused: true })
    close()
  })
  return (
    <div className="stack">
      <p>{t.pauses.hereText}</p>
      <p className="text-2">{t.pauses.hereMore}</p>
      {pause.error && <ErrorNote error={pause.error} />}
      <Actions busy={pause.busy} disabled={false} onPause={pause.run} />
    </div>
  )
}

function OneClient({ workspaceId, name }: { workspaceId: WorkspaceId; name: string }) {
  const words = t.pauses
  const [here, setHere] = useState(true)
  const [there, setThere] = useState(false)
  const pause = useAction(async () => {
    // The campaigns first: a pause here would not hold up that request to Instantly, but its Undo reads from there.
    if (there) await pauseClient({ workspaceId, partId: null }, name)
    if (here) await call('pauses.set', { workspaceId, paused: true })
    close()
  })
  return (
    <div className="stack">
      <Checkbox
        checked={here}
        onChange={setHere}
        label={words.here}
        hint={
          <>
            {words.hereText} {!there && words.hereMore}
          </>
        }
      />
      <Checkbox checked={there} onChange={setThere} label={words.there} hint={words.thereText} />
      {pause.error && <ErrorNote error={pause.error} />}
      <Actions busy={pause.busy} disabled={!here && !there} onPause={pause.run} />
    </div>
  )
}

function Actions({ busy, disabled, onPause }: { busy: boolean; disabled: boolean; onPause: () => void }) {
  return (
    <div className="dialog-actions">
      <Button label={t.ui.cancel} onClick={close} />
      <Button label={t.pauses.pause} variant="primary" busy={busy} disabled={disabled} onClick={onPause} />
    </div>
  )
}
