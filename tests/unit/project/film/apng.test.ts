import { crc32, deflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { chunksOf, packApng } from '../../../support/apng.ts'

/** Returns a grey PNG of one shade. */
function png(width: number, height: number, shade: number): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), content])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(content.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(8, 8)
  const row = Buffer.alloc(width + 1, shade).fill(0, 0, 1)
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

const whole = { png: png(6, 4, 10), x: 0, y: 0, width: 6, height: 4, ms: 500 }
const piece = { png: png(2, 1, 200), x: 3, y: 2, width: 2, height: 1, ms: 60 }

it('A film is a PNG whose first picture is shown without animation', () => {
  const chunks = chunksOf(packApng([whole, piece]))
  const [first] = chunksOf(whole.png).filter(({ type }) => type === 'IDAT')
  expect(chunks.filter(({ type }) => type === 'IDAT').map(({ content }) => content)).toEqual([first?.content])
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'IEND'])
})

it('Each piece has its place, its time, and a consecutive number', () => {
  const chunks = chunksOf(packApng([whole, piece, piece]))
  const controls = chunks.filter(({ type }) => type === 'fcTL').map(({ content }) => content)
  expect(controls.map((content) => [4, 8, 12, 16].map((at) => content.readUInt32BE(at)))).toEqual([
    [6, 4, 0, 0],
    [2, 1, 3, 2],
    [2, 1, 3, 2],
  ])
  expect(controls.map((content) => content.readUInt16BE(20) / content.readUInt16BE(22))).toEqual([0.5, 0.06, 0.06])
  const numbered = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT')
  expect(numbered.map(({ content }) => content.readUInt32BE(0))).toEqual([0, 1, 2, 3, 4])
})

it('A film that begins with a piece, or is no PNG, is refused', () => {
  expect(() => packApng([])).toThrow('whole picture')
  expect(() => packApng([piece])).toThrow('whole picture')
  expect(() => packApng([{ ...whole, png: Buffer.from('GIF89a, no PNG') }])).toThrow('not a PNG')
})
