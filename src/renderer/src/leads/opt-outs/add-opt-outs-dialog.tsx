import { useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { clientsTogether, useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { ClientField } from '../../core/ui/client-field.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { AddEntriesDialog } from '../add-entries-dialog.tsx'

export function AddOptOutsDialog({ onClose }: { onClose: () => void }) {
  const words = t.optOuts
  const clients = clientsTogether(useWorkspaces() ?? [])
  const current = useCurrentWorkspaceId()
  const usual = useQuery('optOuts.settings', {}).data?.scope === 'all'
  const [chosen, setChosen] = useState<WorkspaceId | null>(null)
  const [everyClient, setEveryClient] = useState<boolean | null>(null)
  const workspaceId = chosen ?? current ?? clients[0]?.id ?? null
  const scope = (everyClient ?? usual) ? 'all' : 'client'
  return (
    <AddEntriesDialog
      words={words}
      label={words.addresses}
      add={workspaceId === null ? null : (text) => call('optOuts.add', { workspaceId, scope, text })}
      onAdded={(ids) => {
        const message = words.added(ids.length)
        pushUndo({ words: () => message, undo: () => call('optOuts.undo', { ids, undone: true }), toast: message })
      }}
      onClose={onClose}
      above={
        current === null &&
        workspaceId !== null &&
        clients.length > 1 && (
          <ClientField label={words.client} clients={clients} value={workspaceId} onChange={setChosen} />
        )
      }
    >
      <Switch
        checked={everyClient ?? usual}
        onChange={setEveryClient}
        label={words.allClients}
        hint={words.allClientsHint}
      />
    </AddEntriesDialog>
  )
}
