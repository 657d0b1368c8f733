import { useState } from 'react'
import type { WebhookState } from '#shared/contract/events/relay.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Checkbox } from '../../core/ui/checkbox.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { isThere } from './webhook-states.ts'

type Props = {
  workspaceId: WorkspaceId
  webhook: WebhookState
  words: {
    readonly title: string
    readonly text: string
    readonly hint: string
    readonly action: string
    readonly done: string
  }
  onClose: () => void
}

/** Disconnects a client's relay and, on request, deletes its webhook at Instantly. */
export function DisconnectDialog({ workspaceId, webhook, words, onClose }: Props) {
  const hasWebhook = isThere(webhook)
  const [deleteWebhook, setDeleteWebhook] = useState(hasWebhook)
  const leave = useAction(async () => {
    await call('relay.disconnect', { workspaceId, deleteWebhook: hasWebhook && deleteWebhook })
    showToast(words.done)
    onClose()
  })
  return (
    <Dialog
      onClose={onClose}
      title={words.title}
      description={words.text}
      width={480}
      closeLabel={t.ui.cancel}
      actions={<Button label={words.action} variant="danger" action={leave} />}
    >
      <div className="stack">
        {hasWebhook && (
          <>
            <Checkbox checked={deleteWebhook} onChange={setDeleteWebhook} label={t.relay.deleteWebhook} />
            <p className="text-3 small">{words.hint}</p>
          </>
        )}
        {leave.error && <ErrorNote error={leave.error} onAction={leave.run} />}
      </div>
    </Dialog>
  )
}
