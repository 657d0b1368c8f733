import { useState } from 'react'
import type { CrmSystem, CrmTarget } from '#shared/contract/crm.ts'
import { call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { showToast } from '../../stores/toasts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { AccessFields, accessOf, noAccess } from './access-fields.tsx'

/** Another token for a CRM that is there. */
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
    <Dialog
      open
      onClose={onClose}
      title={words.renewTitle(target.name)}
      description={words.renewText}
      width={520}
      actions={
        <>
          <Button onClick={onClose}>{t.ui.cancel}</Button>
          <Button
            variant="primary"
            shortcut="mod+enter"
            onClick={renew.run}
            disabled={access === null}
            busy={renew.busy}
          >
            {words.renew}
          </Button>
        </>
      }
    >
      <div className="stack">
        <AccessFields kind={kind} draft={draft} onDraft={setDraft} />
        {renew.error && <ErrorNote error={renew.error} />}
      </div>
    </Dialog>
  )
}
