/** Whether an address is https without a name or password: anything else could start a program or mislead. */
export function isSafeLink(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === ''
}
