/** Number and interval of checks after a deletion, because Instantly lists a deleted lead for a moment longer. */
export const deletionRechecks = { most: 5, everyMs: 1_500 } as const
