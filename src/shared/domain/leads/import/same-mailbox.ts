import { toAsciiDomain } from './ascii-domain.ts'

const gmail = /.@(?:gmail|googlemail)\.com$/

/** Returns one form for all spellings of a mailbox: of `müller.de`, and at Gmail, which ignores dots and `+…`. */
export function mailboxOf(email: string): string {
  if (!gmail.test(email)) return toAsciiDomain(email)
  const local = email.slice(0, email.indexOf('@')).replace(/\+.*$/, '').replaceAll('.', '')
  return `${local}@gmail.com`
}
