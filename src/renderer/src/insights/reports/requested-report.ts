import { create } from 'zustand'

type Days = { readonly from: string; readonly to: string }

const useWanted = create<{ readonly days: Days | null }>(() => ({ days: null }))

/** Sets the days the next report starts with when its page is opened. */
export const requestReportDays = (days: Days): void => useWanted.setState({ days })
export const requestedReportDays = (): Days | null => useWanted.getState().days
export const clearRequestedReportDays = (): void => useWanted.setState({ days: null })
