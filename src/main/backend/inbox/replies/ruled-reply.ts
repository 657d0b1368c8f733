import type { SortedReply } from '#shared/domain/inbox/replies/reply-labels.ts'

/** What the rules alone say of a reply; the model is told, and has the last word. */
export type RuledReply = Omit<SortedReply, 'certainty' | 'askOptOut' | 'wishLikely'>
