/**
 * One reply, told as written by a person and as automatic. The mail itself seldom says which, so a type read from its
 * words yields to one that a webhook or the delivery log told. Of two that weigh the same the automatic one stays, because
 * Instantly finds out about automatic replies late. So whoever comes first changes nothing.
 */
import { eventTypes } from '#shared/domain/events/event-types.ts'

const person = eventTypes.reply_received.code
const machine = eventTypes.auto_reply_received.code
/** Instantly's own mails; every other source tells the type Instantly gave the reply. */
const mailBit = 4

type Told = { readonly type: number; readonly sources: number }

/** The other type the same reply may be kept under; null for what is no reply. */
export const otherReplyType = (type: number): number | null =>
  type === person ? machine : type === machine ? person : null

/** The type of a reply two sources told. */
export function mergedReplyType(a: Told, b: Told): number {
  if (a.type === b.type) return a.type
  const [sureA, sureB] = [(a.sources & ~mailBit) !== 0, (b.sources & ~mailBit) !== 0]
  if (sureA !== sureB) return sureA ? a.type : b.type
  return machine
}
