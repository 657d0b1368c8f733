import { dayMs } from '#shared/domain/core/days.ts'

/** Longer than a day no receiver is waited for, whatever its `Retry-After` says. */
export const mostCrmWaitMs = dayMs
