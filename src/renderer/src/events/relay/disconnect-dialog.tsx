import { useState } from 'react'
import type { WebhookState } from '#shared/contract/events/relay.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
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
    <FormDialog
      onClose={onClose}
      title={words.title}
      description={words.text}
      action={leave}
      label={words.action}
      variant="danger"
      retry
    >
      {hasWebhook && (
        <>
          <Checkbox checked={deleteWebhook} onChange={setDeleteWebhook} label={t.relay.deleteWebhook} />
          <p className="text-3 small">{words.hint}</p>
        </>
      )}
    </FormDialog>
  )
}
