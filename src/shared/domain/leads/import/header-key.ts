import { withoutAccents } from '../../core/without-accents.ts'
import { repairMojibake } from './mojibake.ts'

/**
 * Parameters such as `EMAIL;TYPE=INTERNET,WORK`, left by vCard converters: what the value is stays, how it is
 * transported is removed.
 */
const vcardType = /;TYPE=|(?<=[;=,])(?:INTERNET|VOICE|PREF)\b,?/gi

/**
 * Normalises a header to the form used in the alias lists: lower case, no accents, separate words, `e-mail` as one
 * word; garbled letters are repaired.
 */
export function headerKey(header: string): string {
  const apart = repairMojibake(header)
    // `Kontakt-` followed by `sperre` on the next line: a hyphenated word.
    .replace(/[-\u00ad][^\S\r\n]*[\r\n]\s*(?=\p{Ll})/gu, '')
    .replace(vcardType, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
  return withoutAccents(apart)
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/ı/g, 'i')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/\be mail/g, 'email')
}
