/** Instantly lists a deleted lead for a moment longer: so often it is looked again, so far apart. */
export const deletedLooks = { most: 5, everyMs: 1_500 } as const
