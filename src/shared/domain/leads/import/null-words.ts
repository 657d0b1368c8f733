import words from './null-words.json' with { type: 'json' }

/** Words that people, tools and spreadsheets write for nothing, including formula errors; lower-case. */
export const nullWords: readonly string[] = words
