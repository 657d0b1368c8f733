/** A text without accents, wide letters as plain ones, and Korean syllables as their letters. */
export const withoutMarks = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '')
