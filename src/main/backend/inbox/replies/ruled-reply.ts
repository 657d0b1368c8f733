import type { SortedReply } from '#shared/domain/inbox/replies/reply-labels.ts'

/** Result of the rules alone; the model receives it and decides. */
export type RuledReply = Omit<SortedReply, 'certainty' | 'askOptOut' | 'optOutLikely'>
