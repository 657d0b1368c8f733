import words from './null-words.json' with { type: 'json' }

/** What people, tools and spreadsheets write where there is nothing, failed formulas too; lower-case. */
export const nullWords: readonly string[] = words
