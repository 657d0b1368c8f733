/** Reduces a name to what every system accepts in a file name: letters, digits and a few others, up to 80, or none. */
export const plainFileName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .trim()
    .slice(0, 80)
