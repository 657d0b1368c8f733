import { Plus } from 'lucide-react'
import { useState } from 'react'
import { instantlyZones } from '#shared/domain/instantly-zones.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call } from '../../lib/call.ts'
import { operatorZone } from '../../lib/format.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { clientsTogether, useWorkspaces } from '../../stores/workspaces.ts'
import { Button } from '../../ui/button.tsx'
import { ClientField } from '../../ui/client-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'

/** Makes a campaign that is only here. */
export function NewLocal({ workspaceId }: { workspaceId: WorkspaceId | null }) {
  const words = t.campaignEdits
  const clients = clientsTogether(useWorkspaces() ?? [])
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [client, setClient] = useState<WorkspaceId | null>(null)
  const chosen = client ?? workspaceId ?? clients[0]?.id ?? null
  const making = useAction(async () => {
    if (chosen === null) return
    const zone = await call('exports.matchZone', { timezone: operatorZone(), startDate: null, endDate: null }).then(
      ({ used }) => used,
      () => instantlyZones[0],
    )
    const localId = await call('localCampaigns.make', { workspaceId: chosen, name: name.trim(), timezone: zone })
    go(`/campaigns/local/${localId}`)
  })
  if (chosen === null) return null
  const close = () => {
    making.clear()
    setOpen(false)
  }
  return (
    <>
      <Button icon={Plus} onClick={() => setOpen(true)}>
        {words.local.new}
      </Button>
      <Dialog
        open={open}
        title={words.local.newTitle}
        description={words.local.newText}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>{words.cancel}</Button>
            <Button
              variant="primary"
              shortcut="mod+enter"
              disabled={name.trim() === ''}
              busy={making.busy}
              onClick={making.run}
            >
              {words.local.make}
            </Button>
          </>
        }
      >
        <div className="stack">
          {making.error && <ErrorNote error={making.error} />}
          <Field label={words.name}>
            <TextInput value={name} maxLength={1000} onChange={setName} autoFocus />
          </Field>
          {workspaceId === null && clients.length > 1 && (
            <ClientField label={words.client} clients={clients} value={chosen} onChange={setClient} />
          )}
        </div>
      </Dialog>
    </>
  )
}
