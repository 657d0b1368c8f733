import { Plus } from 'lucide-react'
import { useState } from 'react'
import { instantlyZones } from '#shared/domain/core/instantly-zones.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { operatorZone, t } from '../../core/lib/texts.ts'
import { clientsTogether, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { ClientField } from '../../core/ui/client-field.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'

/** Creates a campaign that exists only locally. */
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
      <Button label={words.local.new} icon={Plus} onClick={() => setOpen(true)} />
      <FormDialog
        open={open}
        title={words.local.newTitle}
        description={words.local.newText}
        onClose={close}
        action={making}
        label={words.local.make}
        ready={name.trim() !== ''}
      >
        <Field label={words.name}>
          <TextInput value={name} maxLength={1000} onChange={setName} autoFocus />
        </Field>
        {workspaceId === null && clients.length > 1 && (
          <ClientField label={words.client} clients={clients} value={chosen} onChange={setClient} />
        )}
      </FormDialog>
    </>
  )
}
