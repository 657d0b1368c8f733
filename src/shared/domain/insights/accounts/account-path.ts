/** Where the window shows one sending account. A path has letters, digits, `.`, `-`, `_` and `~`; all else is written as its number. */

const escaped = (sign: string): string => `_${sign.codePointAt(0)?.toString(16)}~`

const pathOf = (email: string): string => email.toLowerCase().replaceAll(/[^a-z0-9.-]/gu, escaped)

export const accountPath = (workspaceId: number, email: string): string => `/accounts/${workspaceId}/${pathOf(email)}`

/** Where the window shows one person. */
export const personPath = (email: string): string => `/people/${pathOf(email)}`

/** The address a path names. */
export const emailOfPath = (part: string): string =>
  part.replaceAll(/_([0-9a-f]{1,6})~/g, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
