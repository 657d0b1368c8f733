/** Addresses as mails carry them: one, or several with commas, with or without a name. */

const address = /[^\s<>(),;:"[\]]+@[^\s<>(),;:"[\]]+\.[^\s<>(),;:"[\]]+/

/** The addresses in a list of recipients, lower-cased, each once, in their order. */
export function addressesIn(list: string): readonly string[] {
  const found = new Set<string>()
  // A name in quotes can hold a comma, and even an address that is none.
  for (const part of list.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').split(/[,;\n]/)) {
    const angled = /<(?<inner>[^>]*)>/.exec(part)?.groups?.['inner']
    const match = address.exec(angled ?? part)
    if (match) found.add(match[0].toLowerCase())
  }
  return [...found]
}

/** Parts of a list of recipients that are no address. */
export function unreadableIn(list: string): readonly string[] {
  return list
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && addressesIn(part).length === 0)
}

/**
 * Who an answer goes to: Instantly sends it to the sender of the mail replied to, so that mail must be one we received,
 * from somebody who is none of our own mailboxes. Null where there is no such recipient.
 */
export function answerTo(
  message: { readonly direction: 'sent' | 'received' | 'automatic'; readonly fromAddress: string },
  own: ReadonlySet<string>,
): string | null {
  if (message.direction === 'sent') return null
  const [to, ...more] = addressesIn(message.fromAddress)
  if (!to || more.length > 0 || own.has(to)) return null
  return to
}

/** A subject with the mark of an answer or a forwarded mail, once, whatever language put one there before. */
export function subjectFor(kind: 'reply' | 'forward', subject: string): string {
  const mark = kind === 'reply' ? 'Re: ' : 'Fwd: '
  const marked = kind === 'reply' ? /^\s*(?:re|aw|antw|sv|rif|rép?|ré)\s*:/i : /^\s*(?:fwd?|wg|doorst|tr|rv|enc)\s*:/i
  return marked.test(subject) ? subject.trim() : `${mark}${subject.trim()}`
}
