/** Removes accents, and converts full-width letters to plain ones and Korean syllables to single letters. */
export const withoutAccents = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '')
