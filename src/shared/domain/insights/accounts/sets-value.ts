const kinds = ['daily_limit', 'sending_gap', 'tracking_domain'] as const

/** Returns whether a change of accounts sets or removes a value; other kinds of change have no value. */
export const isValueChange = (kind: string): kind is (typeof kinds)[number] => kinds.some((one) => one === kind)
