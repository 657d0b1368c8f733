import type { ReactNode } from 'react'
import { useEvent, useQuery } from '../core/lib/backend.ts'
import { closeNewestToast, closeToast, useToasts } from '../core/stores/toasts.ts'
import { Toast, ToastArea } from '../core/ui/toast.tsx'
import { DelayedSendToast, showSendEnd } from '../inbox/inbox/delayed-send-toast.tsx'

/** Shows the toasts of `showToast`, and mails that can still be undone. */
export function Toaster({ children }: { children: ReactNode }) {
  const toasts = useToasts()
  const held = useQuery('inbox.held', {}).data ?? []
  useEvent('inbox.sendEnded', showSendEnd)
  // If another action was done since, the key undoes that one, and its own toast says so.
  const keyed = toasts.some(({ undo }) => undo) ? null : held.at(-1)
  return (
    <ToastArea
      onEscape={closeNewestToast}
      toasts={[
        ...held.map((send) => <DelayedSendToast key={`held ${send.id}`} send={send} keyed={send === keyed} />),
        ...toasts.map((toast) => (
          <Toast
            key={toast.id}
            tone={toast.tone}
            onUndo={toast.undo}
            action={toast.action}
            onClose={() => closeToast(toast.id)}
          >
            {toast.text}
          </Toast>
        )),
      ]}
    >
      {children}
    </ToastArea>
  )
}
