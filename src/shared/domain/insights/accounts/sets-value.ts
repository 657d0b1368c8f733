const kinds = ['daily_limit', 'sending_gap', 'tracking_domain'] as const

/** Whether a step over accounts sets a value, or removes it; the others say all by their kind. */
export const setsValue = (kind: string): kind is (typeof kinds)[number] => kinds.some((one) => one === kind)
