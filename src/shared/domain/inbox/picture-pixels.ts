/** Reads the declared size of a picture, because a few kilobytes may need gigabytes of memory when drawn. */

/** Access to a picture's bytes; returns 0 beyond the end. */
export type Picture = { readonly length: number; byte(at: number): number }

/** Returns width times height of a PNG, JPEG, GIF or WebP; null if its bytes do not contain them. */
export function picturePixels(picture: Picture): number | null {
  const { byte } = picture
  const starts = (text: string, from = 0) =>
    Array.from(text).every((character, at) => byte(from + at) === character.charCodeAt(0))
  if (starts('\x89PNG\r\n\x1a\n') && starts('IHDR', 12))
    return pixels(readBigEndian(picture, 16, 4), readBigEndian(picture, 20, 4))
  if (starts('\xff\xd8\xff')) return pixelsOfJpeg(picture)
  if (starts('GIF8')) return pixelsOfGif(picture)
  if (!starts('RIFF') || !starts('WEBP', 8)) return null
  if (starts('VP8X', 12)) return pixels(readLittleEndian(picture, 24, 3) + 1, readLittleEndian(picture, 27, 3) + 1)
  if (starts('VP8L', 12)) {
    const both = readLittleEndian(picture, 21, 4)
    return pixels((both % 0x4000) + 1, (Math.floor(both / 0x4000) % 0x4000) + 1)
  }
  return starts('VP8 ', 12)
    ? pixels(readLittleEndian(picture, 26, 2) % 0x4000, readLittleEndian(picture, 28, 2) % 0x4000)
    : null
}

/** Returns access to the bytes of a base64 text, each decoded only when requested. */
export function base64Picture(text: string): Picture {
  const sextet = (at: number) => Math.max(0, base64.indexOf(text.charAt(at) || '='))
  return {
    length: Math.floor((text.length * 3) / 4),
    byte(at) {
      const from = Math.floor(at / 3) * 4 + (at % 3)
      const shift = 4 - (at % 3) * 2
      return ((sextet(from) << (6 - shift)) | (sextet(from + 1) >> shift)) & 0xff
    },
  }
}
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const pixels = (width: number, height: number): number | null => width * height || null

const readLittleEndian = ({ byte }: Picture, at: number, bytes: number): number =>
  Array.from({ length: bytes }, (_, n) => byte(at + n) * 256 ** n).reduce((sum, each) => sum + each)
const readBigEndian = ({ byte }: Picture, at: number, bytes: number): number =>
  Array.from({ length: bytes }, (_, n) => byte(at + n)).reduce((sum, each) => sum * 256 + each)

/** The size is in the frame header, which may be preceded by tables and comments of any length. */
function pixelsOfJpeg(picture: Picture): number | null {
  for (let at = 2; at < picture.length; ) {
    if (picture.byte(at) !== 0xff) return null
    const mark = picture.byte(at + 1)
    if (mark === 0xff) at += 1
    // These markers have no length. The bytes after them would be taken for one, and the size be read from a place
    // where no browser reads it.
    else if (mark <= 0x01 || (mark >= 0xd0 && mark <= 0xd9)) return null
    else if (mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc)
      return pixels(readBigEndian(picture, at + 5, 2), readBigEndian(picture, at + 7, 2))
    else at += 2 + readBigEndian(picture, at + 2, 2)
  }
  return null
}

/** Returns the size of the picture or its first frame, whichever is larger, as a browser allocates both. */
function pixelsOfGif(picture: Picture): number | null {
  const tableBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  let at = 13 + tableBytes(picture.byte(10))
  while (picture.byte(at) === 0x21) {
    at += 2
    while (at < picture.length && picture.byte(at) !== 0) at += 1 + picture.byte(at)
    at += 1
  }
  if (picture.byte(at) !== 0x2c) return null
  const side = (whole: number, first: number) =>
    Math.max(readLittleEndian(picture, whole, 2), readLittleEndian(picture, first, 2))
  return pixels(side(6, at + 5), side(8, at + 7))
}
