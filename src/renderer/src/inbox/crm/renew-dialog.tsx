import { useState } from 'react'
import type { CrmSystem, CrmTarget } from '#shared/contract/inbox/crm.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { AccessFields, accessOf, noAccess } from './access-fields.tsx'

/** Replaces the token of a connected CRM. */
export function RenewDialog({ target, kind, onClose }: { target: CrmTarget; kind: CrmSystem; onClose: () => void }) {
  const words = t.crm
  const [draft, setDraft] = useState(() => ({ ...noAccess, address: kind === 'salesforce' ? target.address : '' }))
  const access = accessOf(kind, draft)
  const renew = useAction(async () => {
    if (access === null) return
    await call('crm.renew', { targetId: target.id, access })
    showToast(words.renewed(target.name))
    onClose()
  })
  return (
    <FormDialog
      title={words.renewTitle(target.name)}
      description={words.renewText}
      action={renew}
      label={words.renew}
      ready={access !== null}
      onClose={onClose}
    >
      <AccessFields kind={kind} draft={draft} onDraft={setDraft} />
    </FormDialog>
  )
}
