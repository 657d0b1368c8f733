import type { ReactNode } from 'react'
import { closeToast, useToasts } from '../stores/toasts.ts'
import { Toast, ToastArea } from '../ui/toast.tsx'

/** Shows what `showToast` was told. */
export function Toaster({ children }: { children: ReactNode }) {
  const toasts = useToasts()
  const newest = toasts.at(-1)
  return (
    <ToastArea
      onEscape={() => newest && closeToast(newest.id)}
      toasts={toasts.map((toast) => (
        <Toast key={toast.id} tone={toast.tone} onUndo={toast.undo} onClose={() => closeToast(toast.id)}>
          {toast.text}
        </Toast>
      ))}
    >
      {children}
    </ToastArea>
  )
}
