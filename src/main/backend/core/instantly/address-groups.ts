/** Which addresses one question to `/leads/list` can name. */
import { chunk } from '../lib/chunk.ts'
import { pageSize } from './read-list.ts'

/** What the document calls an email: ASCII alone. One address of other letters has the whole question refused. */
const nameable =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i

/** Each address once: a hundred to a question, those that cannot be named alone, to be searched for. */
export function addressGroups(emails: Iterable<string>): readonly string[][] {
  const unique = [...new Set(emails)]
  const searched = unique.filter((email) => !nameable.test(email))
  return [
    ...chunk(
      unique.filter((email) => nameable.test(email)),
      pageSize,
    ),
    ...searched.map((email) => [email]),
  ]
}

/** How a group is asked for. */
export function askedFor(
  group: readonly string[],
): { readonly contacts: readonly string[] } | { readonly search: string } {
  const [email = '', ...others] = group
  return others.length > 0 || nameable.test(email) ? { contacts: group } : { search: email }
}

/** Whether a lead is one a question for this group brings, where Instantly heeds it: a search finds parts of addresses too. */
export function answersFor(group: readonly string[], email: string | null): boolean {
  if (email === null) return false
  const asked = askedFor(group)
  return 'search' in asked ? email.includes(asked.search) : group.includes(email)
}
