/** Returns the current time, epoch ms. Every decision that depends on the time reads it here. */
export const now = (): number => Date.now()
