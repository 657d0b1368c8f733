/** Whether a host's name is this computer's own; `::1` with or without the brackets an address puts around it. */
export const isThisComputer = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
