import { useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Switch } from '../../core/ui/toggles.tsx'
import { AddEntriesDialog } from '../add-entries-dialog.tsx'

/** Adds addresses and domains to the block list. */
export function AddBlockedDialog({ workspaceId, onClose }: { workspaceId: WorkspaceId; onClose: () => void }) {
  const words = t.blocklist
  const [everyClient, setEveryClient] = useState(false)
  return (
    <AddEntriesDialog
      words={words}
      label={words.entries}
      hint={words.addHint}
      add={(text) => call('blocklist.add', { workspaceId, everyClient, text })}
      onAdded={(ids) =>
        showToast(words.added(ids.length), {
          undo: () => void call('blocklist.remove', { ids, removed: true }).catch(() => {}),
        })
      }
      onClose={onClose}
    >
      <Switch checked={everyClient} onChange={setEveryClient} label={words.everyClient} hint={words.everyClientHint} />
    </AddEntriesDialog>
  )
}
