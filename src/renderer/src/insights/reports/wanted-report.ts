import { create } from 'zustand'

type Days = { readonly from: string; readonly to: string }

const useWanted = create<{ readonly days: Days | null }>(() => ({ days: null }))

/** Sets the days the next report starts with when its page is opened. */
export const wantReport = (days: Days): void => useWanted.setState({ days })
export const wantedReport = (): Days | null => useWanted.getState().days
export const reportTaken = (): void => useWanted.setState({ days: null })
