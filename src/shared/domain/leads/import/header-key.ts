import { withoutMarks } from '../../core/without-marks.ts'
import { repairMojibake } from './mojibake.ts'

/** `EMAIL;TYPE=INTERNET,WORK`, as converters of address books leave a vCard's names: what it is stays, how it is carried goes. */
const vcardType = /;TYPE=|(?<=[;=,])(?:INTERNET|VOICE|PREF)\b,?/gi

/** A header as the alias lists spell it: lower case, no accents, words apart, `e-mail` in one word; letters garbled on the way are mended. */
export function headerKey(header: string): string {
  const apart = repairMojibake(header)
    // `Kontakt-` and `sperre` below it: a word cut at the end of a line.
    .replace(/[-\u00ad][^\S\r\n]*[\r\n]\s*(?=\p{Ll})/gu, '')
    .replace(vcardType, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
  return withoutMarks(apart)
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/ı/g, 'i')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/\be mail/g, 'email')
}
