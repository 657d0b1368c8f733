import type { ReactNode } from 'react'
import { closeNewestToast, closeToast, useToasts } from '../core/stores/toasts.ts'
import { Toast, ToastArea } from '../core/ui/toast.tsx'

/** Shows what `showToast` was told. */
export function Toaster({ children }: { children: ReactNode }) {
  const toasts = useToasts()
  return (
    <ToastArea
      onEscape={closeNewestToast}
      toasts={toasts.map((toast) => (
        <Toast
          key={toast.id}
          tone={toast.tone}
          onUndo={toast.undo}
          action={toast.action}
          onClose={() => closeToast(toast.id)}
        >
          {toast.text}
        </Toast>
      ))}
    >
      {children}
    </ToastArea>
  )
}
