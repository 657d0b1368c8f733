import type { ReactNode } from 'react'
import { closeToast, useToasts } from '../stores/toasts.ts'
import { Toast, ToastArea } from '../ui/toast.tsx'

/** Shows what `showToast` was told. */
export function Toaster({ children }: { children: ReactNode }) {
  const toasts = useToasts()
  return (
    <ToastArea>
      {children}
      {toasts.map((toast) => (
        <Toast key={toast.id} tone={toast.tone} onUndo={toast.undo} onClose={() => closeToast(toast.id)}>
          {toast.text}
        </Toast>
      ))}
    </ToastArea>
  )
}
