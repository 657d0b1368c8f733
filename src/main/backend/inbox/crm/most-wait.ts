/** Longer than a day no receiver is waited for, whatever its `Retry-After` says. */
export const mostCrmWaitMs = 24 * 60 * 60_000
