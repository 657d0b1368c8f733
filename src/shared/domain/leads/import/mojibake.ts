/** Text in UTF-8 that was read as Windows-1252: `TeÅŸvikiye`. It is detected, shown, and repaired on request. */

/** Windows-1252 from 0x80 to 0x9f; unassigned positions are control characters. */
const upper = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'
const byteOf = new Map<string, number>()
for (let byte = 0x80; byte <= 0xff; byte += 1) {
  byteOf.set(byte < 0xa0 ? (upper[byte - 0x80] as string) : String.fromCharCode(byte), byte)
}
for (let byte = 0x80; byte < 0xa0; byte += 1) {
  const control = String.fromCharCode(byte)
  if (!byteOf.has(control)) byteOf.set(control, byte)
}

const continuation = `[${upper.replace(/[\]\\^-]/g, '\\$&')}\u0080-\u00bf]`
const sequence = new RegExp(
  `[\u00c3-\u00df]${continuation}|\u00c2[\u00a0-\u00bf\u0080-\u009f]|[\u00e0-\u00ef]${continuation}{2}|[\u00f0-\u00f4]${continuation}{3}`,
  'g',
)

/** Replaces every such sequence with the original character; returns the text unchanged if there is none. */
export function repairMojibake(text: string): string {
  if (text.includes('√')) return text.replace(asMacRoman, (found) => fromMacRoman.get(found) ?? found)
  if (!mayBeMojibake(text)) return text
  const once = text.replace(sequence, (found) => decodeUtf8(found) ?? found)
  // Some files were garbled twice.
  return once !== text && mayBeMojibake(once) ? once.replace(sequence, (found) => decodeUtf8(found) ?? found) : once
}

/** UTF-8 read as Mac Roman: `Pr√©nom`. Maps the sequences of the letters that occur. */
const fromMacRoman = new Map(
  Object.entries({
    '√©': 'é',
    '√®': 'è',
    '√™': 'ê',
    '√´': 'ë',
    '√º': 'ü',
    '√∂': 'ö',
    '√§': 'ä',
    '√ü': 'ß',
    '√ß': 'ç',
  }).concat(
    Object.entries({
      '√±': 'ñ',
      '√≥': 'ó',
      '√≠': 'í',
      '√°': 'á',
      '√†': 'à',
      '√¢': 'â',
      '√Æ': 'î',
      '√Ø': 'ï',
      '√¥': 'ô',
    }),
    Object.entries({
      '√ª': 'û',
      '√π': 'ù',
      '√∫': 'ú',
      '√•': 'å',
      '√∏': 'ø',
      '√¶': 'æ',
      '√£': 'ã',
      '√µ': 'õ',
      '√â': 'É',
    }),
    Object.entries({ '√ñ': 'Ö', '√ú': 'Ü', '√Ñ': 'Ä', '√ò': 'Ø', '√Ö': 'Å' }),
  ),
)
const asMacRoman = /√./gu

const suspicious = /[\u00c2-\u00df][\u0080-\u00bf\u0152-\u2122]|[\u00e0-\u00f4][\u0080-\u00bf\u0152-\u2122]{2}/

/** A fast check; `repairMojibake` decides. */
export const mayBeMojibake = (text: string): boolean =>
  suspicious.test(text) || [...text.matchAll(asMacRoman)].some(([found]) => fromMacRoman.has(found))

function decodeUtf8(found: string): string | null {
  const bytes = Array.from(found, (character) => byteOf.get(character) ?? -1)
  const [lead = -1, ...rest] = bytes
  if (rest.some((byte) => byte < 0x80 || byte > 0xbf)) return null
  let code = lead & (lead >= 0xf0 ? 0x07 : lead >= 0xe0 ? 0x0f : 0x1f)
  for (const byte of rest) code = code * 64 + (byte & 0x3f)
  const least = [0, 0x80, 0x800, 0x10000][rest.length] ?? 0x110000
  if (code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null
  return isNeverMeant(code) ? null : String.fromCodePoint(code)
}

/**
 * Characters that nobody writes in a lead, but that a letter followed by a quotation mark would decode to: control
 * characters, phonetic symbols and combining accents (`CAFÉ »`), Hebrew points (`Ö“`), Syriac to N'Ko (`Müller
 * “Groß”`). Such text is correct as it stands.
 */
const isNeverMeant = (code: number): boolean =>
  code < 0xa0 || (code >= 0x250 && code < 0x370) || (code >= 0x590 && code < 0x5d0) || (code >= 0x700 && code < 0x800)
