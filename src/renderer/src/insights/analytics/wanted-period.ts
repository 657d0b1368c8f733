import { create } from 'zustand'
import type { NamedPeriod } from '#shared/domain/insights/analytics/period.ts'

type Wanted = NamedPeriod | { readonly from: string; readonly to: string } | null

const useWanted = create<{ readonly period: Wanted }>(() => ({ period: null }))

/** The page of figures shows these days, now or when it is opened next. */
export const wantPeriod = (period: Wanted): void => useWanted.setState({ period })
export const useWantedPeriod = (): Wanted => useWanted((state) => state.period)
export const periodTaken = (): void => wantPeriod(null)
