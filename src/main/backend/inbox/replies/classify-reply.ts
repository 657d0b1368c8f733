import type { IncomingReply, SortedReply } from '#shared/domain/inbox/replies/reply-labels.ts'
import { judgeMachine } from './judge-machine.ts'
import { judgePerson } from './judge-person.ts'
import { readReply } from './read-reply.ts'

/**
 * Sorts a reply to a cold mail, offline, by rules: its label, whether it is a wish for no more mail, whether a machine
 * wrote it, when somebody away is back (`YYYY-MM-DD`), whom it names instead, and why. Any input is fine; it never throws.
 */
export function classifyReply(reply: IncomingReply): SortedReply {
  const read = readReply(reply)
  return judgeMachine(read) ?? judgePerson(read)
}
