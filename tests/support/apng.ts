/** Writes an animated PNG from PNGs: a first full frame, then pieces that change it. */
import { crc32 } from 'node:zlib'

export type Piece = {
  /** A separate PNG; all have the same bit depth and colour type. */
  readonly png: Buffer
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** How long the picture is shown after this piece, up to 65 s. */
  readonly ms: number
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * Returns the animation, played in an endless loop. A viewer without animation support shows the first piece, which
 * fills the picture.
 */
export function packApng(pieces: readonly Piece[]): Buffer {
  const [first] = pieces
  if (!first || first.x !== 0 || first.y !== 0) throw new Error('an animation begins with a whole picture')
  let sequence = 0
  const frames = pieces.flatMap((piece, at) => {
    const control = chunk('fcTL', frameControl(sequence++, piece))
    const data = chunksOf(piece.png).filter(({ type }) => type === 'IDAT')
    if (at === 0) return [control, ...data.map(({ content }) => chunk('IDAT', content))]
    return [control, ...data.map(({ content }) => chunk('fdAT', Buffer.concat([uint32(sequence++), content])))]
  })
  const header = chunksOf(first.png).find(({ type }) => type === 'IHDR')
  if (!header) throw new Error('not a PNG')
  return Buffer.concat([
    signature,
    chunk('IHDR', header.content),
    chunk('acTL', Buffer.concat([uint32(pieces.length), uint32(0)])),
    ...frames,
    chunk('IEND', Buffer.alloc(0)),
  ])
}

export function chunksOf(png: Buffer): readonly { readonly type: string; readonly content: Buffer }[] {
  if (!png.subarray(0, 8).equals(signature)) throw new Error('not a PNG')
  const found: { type: string; content: Buffer }[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    found.push({ type: png.toString('latin1', at + 4, at + 8), content: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return found
}

function frameControl(sequence: number, { x, y, width, height, ms }: Piece): Buffer {
  const content = Buffer.alloc(26)
  for (const [at, value] of [sequence, width, height, x, y].entries()) content.writeUInt32BE(value, at * 4)
  content.writeUInt16BE(Math.min(ms, 65_535), 20)
  content.writeUInt16BE(1000, 22)
  // Keeps the previous frame and overwrites only the piece's area, without blending.
  content.writeUInt8(0, 24)
  content.writeUInt8(0, 25)
  return content
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  return Buffer.concat([uint32(content.length), body, uint32(crc32(body))])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
