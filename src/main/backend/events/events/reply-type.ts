/**
 * Resolves a reply reported both as written by a person and as automatic. The mail itself seldom says which, so a type
 * inferred from its text yields to one from a webhook or the delivery log. Between equals the automatic type wins,
 * because Instantly recognises automatic replies late. The order of arrival therefore does not matter.
 */
import { eventTypes } from '#shared/domain/events/event-types.ts'

const person = eventTypes.reply_received.code
const machine = eventTypes.auto_reply_received.code
/** Instantly's mails. Every other source reports the type Instantly gave the reply. */
const mailBit = 4

type ReportedType = { readonly type: number; readonly sources: number }

/** The other type the same reply may be stored under; null if it is not a reply. */
export const otherReplyType = (type: number): number | null =>
  type === person ? machine : type === machine ? person : null

/** The type of a reply reported by two sources. */
export function mergedReplyType(a: ReportedType, b: ReportedType): number {
  if (a.type === b.type) return a.type
  const [sureA, sureB] = [(a.sources & ~mailBit) !== 0, (b.sources & ~mailBit) !== 0]
  if (sureA !== sureB) return sureA ? a.type : b.type
  return machine
}
