import type { WebhookState } from '#shared/contract/events/relay.ts'

/** There is one at Instantly that is known to be ours. */
export const isThere = (state: WebhookState): boolean => ['active', 'disabled', 'differs'].includes(state)

/** There was one, and what happens does not reach the relay any more. */
export const isSilent = (state: WebhookState): boolean => ['disabled', 'differs', 'gone'].includes(state)
