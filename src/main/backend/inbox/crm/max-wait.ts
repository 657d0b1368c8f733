import { dayMs } from '#shared/domain/core/days.ts'

/** Longest wait for a receiver, whatever its `Retry-After` says. */
export const maxCrmWaitMs = dayMs
