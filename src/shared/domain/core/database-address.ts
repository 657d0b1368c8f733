/**
 * Returns whether part of the password ended up outside the password field of a parsed URL. If a password contains an
 * unescaped @ and slash, part of it would be taken for the host name, and displayed and looked up in DNS.
 */
export const leaksPassword = ({ pathname, search, hash }: Readonly<Record<'pathname' | 'search' | 'hash', string>>) =>
  `${pathname}${search}${hash}`.includes('@')
