/** The ways an address stands in text: as it is written, and as links have it. For one that is trimmed and lower-cased. */
export const addressForms = (email: string): readonly string[] => [
  ...new Set([email, encodeURIComponent(email), email.replaceAll('@', '%40')]),
]

/** A text as part of a regular expression that means just it. */
export const asPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
