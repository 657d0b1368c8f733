/** Marks nobody sees that turn the order of what follows, as they stand in the brackets of a pattern. */
export const turningMarks = String.raw`\u202a-\u202e\u2066-\u2069`
const turns = new RegExp(`[${turningMarks}]`, 'g')

/**
 * The text without marks nobody sees that turn the order of what follows: with them a file `invoice…fdp.exe` reads as a PDF,
 * and a name turns the rest of the mail it is written into.
 */
export const withoutTurns = (text: string): string => text.replaceAll(turns, '')
