import { create } from 'zustand'

type Days = { readonly from: string; readonly to: string }

const useWanted = create<{ readonly days: Days | null }>(() => ({ days: null }))

/** The next report begins with these days, when its page is opened. */
export const wantReport = (days: Days): void => useWanted.setState({ days })
export const wantedReport = (): Days | null => useWanted.getState().days
export const reportTaken = (): void => useWanted.setState({ days: null })
