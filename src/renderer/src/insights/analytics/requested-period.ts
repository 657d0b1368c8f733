import { create } from 'zustand'
import type { NamedPeriod } from '#shared/domain/insights/analytics/period.ts'

type Wanted = NamedPeriod | { readonly from: string; readonly to: string } | null

const useWanted = create<{ readonly period: Wanted }>(() => ({ period: null }))

/** Makes the analytics page show these days, now or when it is next opened. */
export const requestPeriod = (period: Wanted): void => useWanted.setState({ period })
export const useRequestedPeriod = (): Wanted => useWanted((state) => state.period)
export const clearRequestedPeriod = (): void => requestPeriod(null)
