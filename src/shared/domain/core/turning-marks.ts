/**
 * The text without marks nobody sees that turn the order of what follows: with them a file `invoice…fdp.exe` reads as a PDF,
 * and a name turns the rest of the mail it is written into.
 */
export const withoutTurns = (text: string): string => text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')
