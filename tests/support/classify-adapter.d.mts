import type { IncomingReply, SortedReply } from '../../src/shared/domain/inbox/replies/reply-labels.ts'

export declare function classify(reply: Partial<IncomingReply>): Omit<SortedReply, 'reasons'>
