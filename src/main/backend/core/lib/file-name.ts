/** What of a name every system takes as the name of a file: letters, figures and a few marks, at most 80. May be empty. */
export const plainFileName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .trim()
    .slice(0, 80)
