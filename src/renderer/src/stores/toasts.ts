import { create } from 'zustand'

export type ToastMessage = {
  readonly id: number
  readonly text: string
  readonly tone: 'ok' | 'bad'
  readonly undo: (() => void) | undefined
}

export const useToasts = create<readonly ToastMessage[]>(() => [])
let lastId = 0

/** Tells what was done; with `undo`, offers to take it back (also by ⌘/Ctrl-Z). */
export function showToast(text: string, options: { tone?: 'ok' | 'bad'; undo?: () => void } = {}): void {
  lastId += 1
  const toast: ToastMessage = { id: lastId, text, tone: options.tone ?? 'ok', undo: options.undo }
  useToasts.setState((toasts) => [...toasts.slice(-2), toast], true)
}

export const closeToast = (id: number): void =>
  useToasts.setState((toasts) => toasts.filter((toast) => toast.id !== id), true)
