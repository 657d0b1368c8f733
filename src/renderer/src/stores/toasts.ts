import { create } from 'zustand'

export type ToastMessage = {
  readonly id: number
  readonly text: string
  readonly tone: 'ok' | 'bad'
  readonly undo: (() => void) | undefined
}

export const useToasts = create<readonly ToastMessage[]>(() => [])
let lastId = 0

/** Tells what was done; with `undo`, offers to take it back. Acts go through `did` (undo.ts), which ⌘/Ctrl-Z knows. */
export function showToast(text: string, options: { tone?: 'ok' | 'bad'; undo?: () => void } = {}): void {
  lastId += 1
  const toast: ToastMessage = { id: lastId, text, tone: options.tone ?? 'ok', undo: options.undo }
  useToasts.setState((toasts) => [...toasts.slice(-2), toast], true)
}

export const closeToast = (id: number): void =>
  useToasts.setState((toasts) => toasts.filter((toast) => toast.id !== id), true)

/** Closes the newest, if there is one. */
export const closeNewestToast = (): void => useToasts.setState((toasts) => toasts.slice(0, -1), true)

/** Toasts that offer Undo go: what they would take back is not the last thing done any more. */
export const closeUndoToasts = (): void =>
  useToasts.setState((toasts) => toasts.filter((toast) => toast.undo === undefined), true)
