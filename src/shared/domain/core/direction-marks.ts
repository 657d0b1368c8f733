/** Invisible characters that change the direction of the text after them, for use inside a regular expression class. */
export const directionMarks = String.raw`\u202a-\u202e\u2066-\u2069`
const directionMarksPattern = new RegExp(`[${directionMarks}]`, 'g')

/**
 * Removes invisible characters that change the text direction. With them, a file `invoice…fdp.exe` would look like a
 * PDF, and a name could reverse the rest of the email that contains it.
 */
export const withoutDirectionMarks = (text: string): string => text.replaceAll(directionMarksPattern, '')
