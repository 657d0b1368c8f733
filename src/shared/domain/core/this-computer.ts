/** Returns whether a host name is this computer; accepts `::1` with or without the brackets used in URLs. */
export const isThisComputer = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
