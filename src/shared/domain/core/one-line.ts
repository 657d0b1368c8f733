/** Returns a text on one line, for an email's subject, where a line break would start another header. */
export const oneLine = (text: string): string => text.replaceAll(/(?<! ) *(?:[\p{Cc}\u2028\u2029] *)+/gu, ' ')
