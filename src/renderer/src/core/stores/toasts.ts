import { create } from 'zustand'

/** `note`: there was nothing to do. */
export type ToastTone = 'ok' | 'note' | 'bad'
export type ToastMessage = {
  readonly id: number
  readonly text: string
  readonly tone: ToastTone
  readonly undo: (() => void) | undefined
  /** Button for one follow-up action, with its label; shown as long as an Undo button. */
  readonly action: ToastAction | undefined
}
export type ToastAction = { readonly label: string; readonly run: () => void }

export const useToasts = create<readonly ToastMessage[]>(() => [])
let lastId = 0

/** Shows what was done; with `undo`, offers to undo it. Undoable ones go through `pushUndo`, which ⌘/Ctrl-Z uses. */
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

/** Closes the newest toast, if there is one. */
export const closeNewestToast = (): void => useToasts.setState((toasts) => toasts.slice(0, -1), true)

/** Closes toasts that offer Undo: what they would undo is no longer the last action. */
export const closeUndoToasts = (): void =>
  useToasts.setState((toasts) => toasts.filter((toast) => toast.undo === undefined), true)
