/**
 * Returns the route of a sending account in the window. A path contains letters, digits, `.`, `-`, `_` and `~`; every
 * other character is written as its code point.
 */

const escaped = (sign: string): string => `_${sign.codePointAt(0)?.toString(16)}~`

const pathOf = (email: string): string => email.toLowerCase().replaceAll(/[^a-z0-9.-]/gu, escaped)

export const accountPath = (workspaceId: number, email: string): string => `/accounts/${workspaceId}/${pathOf(email)}`

/** Returns the route of a person in the window. */
export const personPath = (email: string): string => `/people/${pathOf(email)}`

/** Returns the address encoded in a path. */
export const emailOfPath = (part: string): string =>
  part.replaceAll(/_([0-9a-f]{1,6})~/g, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
