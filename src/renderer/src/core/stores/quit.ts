import { create } from 'zustand'
import type { LeaveQuestion } from '#shared/contract/core/desktop.ts'
import { onEvent } from '../lib/use-event.ts'

type QuitState = {
  /** What the operator has to decide before the window or the app goes. */
  readonly question: LeaveQuestion | null
  /** The app ends: how many exports still finish their last request. */
  readonly last: number | null
}

export const useLeaving = create<QuitState>(() => ({ question: null, last: null }))

/** Hears the shell's question from the first moment: one asked before the page is drawn is shown with its drawing. */
export function keepLeaveQuestion(): void {
  onEvent('desktop.asked', ({ question }) => useLeaving.setState({ question }))
  onEvent('desktop.leaving', ({ running }) => useLeaving.setState({ question: null, last: running }))
}
