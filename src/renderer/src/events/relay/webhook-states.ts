import type { WebhookState } from '#shared/contract/events/relay.ts'

/** Whether a webhook known to be ours exists at Instantly. */
export const isThere = (state: WebhookState): boolean => ['active', 'disabled', 'differs'].includes(state)

/** Whether a webhook existed, but its events no longer reach the relay. */
export const isSilent = (state: WebhookState): boolean => ['disabled', 'differs', 'gone'].includes(state)
