/** The words of a reply, for where events stand in a row. */
import { isDead, parseEvent } from '#shared/domain/events/parse-event.ts'
import { ownWords } from '#shared/domain/inbox/own-words.ts'

/** More than a line or two is read in its conversation. */
const mostChars = 240

/** What somebody wrote, in one line and without what is quoted below it, of the payload of a reply. Null where it has no words. */
export function replyWords(payload: string): string | null {
  const read = parseEvent(payload, { receivedAt: 0 })
  if (isDead(read)) return null
  const line = ownWords(read.replyText ?? read.snippet ?? '')
    .own.replaceAll(/\s+/g, ' ')
    .trim()
  if (line === '') return null
  return line.length <= mostChars ? line : `${line.slice(0, mostChars).trimEnd()}…`
}
