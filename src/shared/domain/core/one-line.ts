/**
 * The text on one line, for what stands in the subject of a mail: a line end there would begin another header, such as one
 * with more recipients.
 */
export const oneLine = (text: string): string => text.replaceAll(/(?<! ) *(?:[\p{Cc}\u2028\u2029] *)+/gu, ' ')
