/**
 * Returns a text on one line, for the subject of an email, where a line break would start another header, such as one
 * with more recipients.
 */
export const oneLine = (text: string): string => text.replaceAll(/(?<! ) *(?:[\p{Cc}\u2028\u2029] *)+/gu, ' ')
