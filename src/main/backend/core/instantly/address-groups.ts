/** Splits addresses into groups that one request to `/leads/list` can name. */
import { chunk } from '../lib/chunk.ts'
import { pageSize } from './read-list.ts'

/** What the API document accepts as an email: ASCII only. One other letter makes Instantly refuse the request. */
const filterableAddress =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i

/** Returns groups of up to a hundred addresses; each that cannot be named is a group of its own, to search for. */
export function groupAddresses(emails: Iterable<string>): readonly string[][] {
  const unique = [...new Set(emails)]
  const searched = unique.filter((email) => !filterableAddress.test(email))
  return [
    ...chunk(
      unique.filter((email) => filterableAddress.test(email)),
      pageSize,
    ),
    ...searched.map((email) => [email]),
  ]
}

/** Returns the request fields that ask for a group. */
export function filterOfGroup(
  group: readonly string[],
): { readonly contacts: readonly string[] } | { readonly search: string } {
  const [email = '', ...others] = group
  return others.length > 0 || filterableAddress.test(email) ? { contacts: group } : { search: email }
}

/** Whether a lead matches one for this group, if Instantly applies the filter; a search finds partial addresses too. */
export function isLeadOfGroup(group: readonly string[], email: string | null): boolean {
  if (email === null) return false
  const asked = filterOfGroup(group)
  return 'search' in asked ? email.includes(asked.search) : group.includes(email)
}
