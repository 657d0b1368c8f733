import { useState } from 'react'
import type { CampaignId, LocalCampaignId, WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { clientsTogether, useWorkspaces } from '../../core/stores/workspaces.ts'
import { ClientField } from '../../core/ui/client-field.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'

type Props = {
  from: { readonly campaignId: CampaignId } | { readonly localId: LocalCampaignId }
  name: string
  workspaceId: WorkspaceId
  onClose: () => void
}

/** Copies a campaign for the same client or another, first as a local one; or creates it at Instantly at once. */
export function DuplicateDialog({ from, name, workspaceId, onClose }: Props) {
  const words = t.campaignEdits
  const all = useWorkspaces() ?? []
  const source = all.find(({ id }) => id === workspaceId)
  // Simulated campaigns stay with simulated clients, real ones with real ones.
  const clients = all.filter(({ demo }) => demo === (source?.demo ?? false))
  const [client, setClient] = useState(workspaceId)
  const [copyName, setCopyName] = useState(() => words.copyName(name).slice(0, 1000))
  const [create, setCreate] = useState(false)
  /** Copy made before creating it at Instantly failed: a second press makes no second copy. */
  const [made, setMade] = useState<LocalCampaignId | null>(null)
  const action = useAction(async () => {
    const localId =
      made ?? (await call('localCampaigns.duplicate', { from, workspaceId: client, name: copyName.trim() }))
    setMade(localId)
    if (!create) {
      showToast(words.duplicated(copyName.trim()))
      go(`/campaigns/local/${localId}`)
      return
    }
    const campaignId = await call('localCampaigns.create', { localId })
    showToast(words.local.created(copyName.trim()))
    go(`/campaigns/${campaignId}`)
  })
  const close = () => {
    onClose()
    if (made !== null) go(`/campaigns/local/${made}`)
  }
  return (
    <FormDialog
      title={words.duplicateTitle(name)}
      description={words.duplicateText}
      onClose={close}
      action={action}
      label={words.duplicateAct}
      ready={copyName.trim() !== ''}
    >
      <Field label={words.duplicateName}>
        <TextInput value={copyName} maxLength={1000} onChange={setCopyName} autoFocus disabled={made !== null} />
      </Field>
      {clients.length > 1 && (
        <ClientField label={words.client} clients={clientsTogether(clients)} value={client} onChange={setClient} />
      )}
      {client !== workspaceId && <p className="text-2 small">{words.duplicateOther}</p>}
      <Checkbox label={words.alsoCreate} checked={create} onChange={setCreate} />
    </FormDialog>
  )
}
