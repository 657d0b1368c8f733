/** Addresses as mails carry them: one, or several with commas, with or without a name. */

/** From one border to the next, so that none is read twice however many `@` there are: those with two are none. */
const address =
  /(?<![^\s<>(),;:"[\]])(?<whole>[^\s<>(),;:"[\]@]+@[^\s<>(),;:"[\]@.]+(?:\.[^\s<>(),;:"[\]@.]+)+)\.?(?![^\s<>(),;:"[\]])/
/** No address is longer. */
export const longestAddress = 320

/** The addresses in a list of recipients, lower-cased, each once, in their order. */
export function addressesIn(list: string): readonly string[] {
  const found = new Set<string>()
  // A name in quotes can hold a comma, and even an address that is none.
  for (const part of withoutNames(list).split(/[,;\n]/)) {
    const angled = /<(?<inner>[^<>]*)>/.exec(part)?.groups?.['inner']
    const one = address.exec(angled ?? part)?.groups?.['whole']
    if (one && one.length <= longestAddress) found.add(one.toLowerCase())
  }
  return [...found]
}

/** Without what stands in quotation marks; one that nobody ends stays. */
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

/** Parts of a list of recipients that are no address. */
export function unreadableIn(list: string): readonly string[] {
  return withoutNames(list)
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
