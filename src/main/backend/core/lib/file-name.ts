/**
 * Reduces a name to characters that every system accepts in a file name: letters, digits and a few others, at most 80.
 * May be empty.
 */
export const plainFileName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .trim()
    .slice(0, 80)
