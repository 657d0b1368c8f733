/**
 * Whether a part of the password stands outside it. Of one with an @ and a slash as they are, a part would be taken for the
 * server's name, and shown and looked up as one.
 */
export const spillsPassword = ({ pathname, search, hash }: Readonly<Record<'pathname' | 'search' | 'hash', string>>) =>
  `${pathname}${search}${hash}`.includes('@')
