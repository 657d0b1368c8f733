/** Whether the value has the text searched for in it, whatever the case; every value has no text. */
export function found(search: unknown, value: string): boolean {
  return typeof search !== 'string' || value.toLowerCase().includes(search.toLowerCase())
}
