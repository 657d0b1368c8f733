/** Whether the value contains the search text, ignoring case; true if there is no search text. */
export function matchesSearch(search: unknown, value: string): boolean {
  return typeof search !== 'string' || value.toLowerCase().includes(search.toLowerCase())
}
