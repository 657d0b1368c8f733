/** Returns the forms of an address in text: plain, and encoded in links. Expects it trimmed, lower-cased. */
export const addressForms = (email: string): readonly string[] => [
  ...new Set([email, encodeURIComponent(email), email.replaceAll('@', '%40')]),
]

/** Escapes a text so that a regular expression matches it literally. */
export const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
