import { create } from 'zustand'

/** `note`: there was nothing to do. */
export type ToastTone = 'ok' | 'note' | 'bad'
export type ToastMessage = {
  readonly id: number
  readonly text: string
  readonly tone: ToastTone
  readonly undo: (() => void) | undefined
  /** One thing to do about it, with its word; stands as long as Undo does. */
  readonly action: ToastAction | undefined
}
export type ToastAction = { readonly label: string; readonly run: () => void }

export const useToasts = create<readonly ToastMessage[]>(() => [])
let lastId = 0

/** Tells what was done; with `undo`, offers to take it back. Acts go through `did` (undo.ts), which ⌘/Ctrl-Z knows. */
export function showToast(
  text: string,
  options: { tone?: ToastTone; undo?: () => void; action?: ToastAction } = {},
): void {
  lastId += 1
  const toast: ToastMessage = {
    id: lastId,
    text,
    tone: options.tone ?? 'ok',
    undo: options.undo,
    action: options.action,
  }
  useToasts.setState((toasts) => [...toasts.slice(-2), toast], true)
}

export const closeToast = (id: number): void =>
  useToasts.setState((toasts) => toasts.filter((toast) => toast.id !== id), true)

/** Closes the newest, if there is one. */
export const closeNewestToast = (): void => useToasts.setState((toasts) => toasts.slice(0, -1), true)

/** Toasts that offer Undo go: what they would take back is not the last thing done any more. */
export const closeUndoToasts = (): void =>
  useToasts.setState((toasts) => toasts.filter((toast) => toast.undo === undefined), true)
