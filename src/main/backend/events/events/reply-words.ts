/** The text of a reply, for display in a row of events. */
import { isDeadLetter, parseEvent } from '#shared/domain/events/parse-event.ts'
import { splitQuotedText } from '#shared/domain/inbox/own-words.ts'

/** Longer replies are read in their conversation. */
const maxChars = 240

/** The text of a reply from its payload, on one line and without the quoted mail. Null if it has no text. */
export function replyWords(payload: string): string | null {
  const read = parseEvent(payload, { receivedAt: 0 })
  if (isDeadLetter(read)) return null
  const line = splitQuotedText(read.replyText ?? read.snippet ?? '')
    .own.replaceAll(/\s+/g, ' ')
    .trim()
  if (line === '') return null
  return line.length <= maxChars ? line : `${line.slice(0, maxChars).trimEnd()}…`
}
