/**
 * Returns the forms in which an address occurs in text: plain, and as encoded in links. Expects it trimmed and
 * lower-cased.
 */
export const addressForms = (email: string): readonly string[] => [
  ...new Set([email, encodeURIComponent(email), email.replaceAll('@', '%40')]),
]

/** Escapes a text so that a regular expression matches it literally. */
export const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
