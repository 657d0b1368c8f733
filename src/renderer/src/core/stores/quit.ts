import { create } from 'zustand'
import type { LeaveQuestion } from '#shared/contract/core/desktop.ts'
import { onEvent } from '../lib/backend.ts'

type QuitState = {
  /** What the operator has to decide before the window closes or the app quits. */
  readonly question: LeaveQuestion | null
  /** Number of exports finishing their last request while the app quits. */
  readonly last: number | null
}

export const useLeaving = create<QuitState>(() => ({ question: null, last: null }))

/** Starts listening for the shell's question: one asked before the page is rendered is shown with the first render. */
export function keepLeaveQuestion(): void {
  onEvent('desktop.asked', ({ question }) => useLeaving.setState({ question }))
  onEvent('desktop.leaving', ({ running }) => useLeaving.setState({ question: null, last: running }))
}
