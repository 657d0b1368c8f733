/** Packs PNGs into the two container formats for icons. */

export type SizedPng = { readonly size: number; readonly png: Buffer }

/** Returns Windows' .ico: a directory of sixteen bytes per picture, then the pictures. Sizes up to 256. */
export function packIco(pictures: readonly SizedPng[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  for (const [at, { size, png }] of pictures.entries()) {
    if (size > 256) throw new Error(`an .ico holds no picture of ${size} pixels`)
    const entry = 6 + 16 * at
    // 0 stands for 256.
    header.writeUInt8(size % 256, entry)
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4)
    header.writeUInt16LE(32, entry + 6)
    header.writeUInt32LE(png.length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)])
}

/**
 * Apple's types for a PNG of a size, plain and as the double of half the size. 16 and 32 pixels are stored only as
 * doubles: their plain types are known to come out garbled from a PNG, and macOS scales the doubles down.
 */
const icnsTypes: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

/** Returns Apple's .icns: a four-letter type and a length before each picture. */
export function packIcns(pictures: readonly SizedPng[]): Buffer {
  const entries = pictures.flatMap(({ size, png }) => {
    const types = icnsTypes[size]
    if (!types) throw new Error(`an .icns holds no picture of ${size} pixels`)
    return types.map((type) => chunk(type, png))
  })
  return chunk('icns', Buffer.concat(entries))
}

function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}
