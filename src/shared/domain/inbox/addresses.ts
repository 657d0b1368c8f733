/** Addresses in emails: one, or several separated by commas, with or without a name. */

/** Matches from one delimiter to the next, so that nothing is scanned twice; text with two `@` does not match. */
const address =
  /(?<![^\s<>(),;:"[\]])(?<whole>[^\s<>(),;:"[\]@]+@[^\s<>(),;:"[\]@.]+(?:\.[^\s<>(),;:"[\]@.]+)+)\.?(?![^\s<>(),;:"[\]])/
/** Maximum length of an address. */
export const longestAddress = 320

/** Returns the addresses in a list of recipients, lower-cased, without duplicates, in order. */
export function parseRecipients(list: string): readonly string[] {
  const found = new Set<string>()
  // A quoted name may contain a comma, or even something that looks like an address.
  for (const part of withoutNames(list).split(/[,;\n]/)) {
    const angled = /<(?<inner>[^<>]*)>/.exec(part)?.groups?.['inner']
    const one = address.exec(angled ?? part)?.groups?.['whole']
    if (one && one.length <= longestAddress) found.add(one.toLowerCase())
  }
  return [...found]
}

/** Removes quoted text; an unclosed quotation stays. */
function withoutNames(list: string): string {
  let kept = ''
  let from = 0
  for (let open = list.indexOf('"'); open >= 0; open = list.indexOf('"', from)) {
    let end = open + 1
    while (end < list.length && list[end] !== '"') end += list[end] === '\\' ? 2 : 1
    if (end >= list.length) break
    kept += list.slice(from, open)
    from = end + 1
  }
  return kept + list.slice(from)
}

/** Returns the parts of a list of recipients that are not addresses. */
export function unreadableRecipients(list: string): readonly string[] {
  return withoutNames(list)
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && parseRecipients(part).length === 0)
}

/**
 * Returns the recipient of an answer. Instantly sends it to the sender of the email that is replied to, so that email
 * must be one we received, from somebody other than our own accounts. Null if there is no such recipient.
 */
export function replyRecipientOf(
  message: { readonly direction: 'sent' | 'received' | 'automatic'; readonly fromAddress: string },
  own: ReadonlySet<string>,
): string | null {
  if (message.direction === 'sent') return null
  const [to, ...more] = parseRecipients(message.fromAddress)
  if (!to || more.length > 0 || own.has(to)) return null
  return to
}

/** Marks before a subject, in the languages of mail programs. */
const replyMarks = 're|aw|antw|sv|rif|rép?|ré'
const forwardMarks = 'fwd?|wg|doorst|tr|rv|enc'
const anyMarks = new RegExp(`^(?:\\s*(?:${replyMarks}|${forwardMarks})\\s*:)+`, 'i')
const markOf = {
  reply: new RegExp(`^\\s*(?:${replyMarks})\\s*:`, 'i'),
  forward: new RegExp(`^\\s*(?:${forwardMarks})\\s*:`, 'i'),
}

/** Returns a subject without its marks for replies and forwards: mail programs and Instantly may add or change them. */
export const bareSubject = (subject: string): string => subject.replace(anyMarks, '').trim()

/** Returns a subject marked as a reply or forward; one that is marked so in any language stays as it is. */
export function subjectFor(kind: 'reply' | 'forward', subject: string): string {
  return markOf[kind].test(subject) ? subject.trim() : `${kind === 'reply' ? 'Re: ' : 'Fwd: '}${subject.trim()}`
}
