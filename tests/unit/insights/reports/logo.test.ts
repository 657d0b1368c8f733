import { readFileSync } from 'node:fs'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parsePicture } from '#backend/insights/reports/logo.ts'
import { AppError } from '#shared/errors.ts'

const png = readFileSync(path.join(import.meta.dirname, '../../../../resources/icons/32x32.png'))

const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
const withChunk = (name: string, data: Buffer): Buffer =>
  Buffer.concat([png.subarray(0, 33), chunk(name, data), png.subarray(33)])

/** A minimal JPEG: JFIF header, program metadata, the size, the picture, and trailing data. */
const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2]),
  Buffer.from([0xff, 0xe1, 0, 12]),
  Buffer.from('GPS secret'),
  Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 20, 0, 40, 1, 1, 0x11, 0]),
  Buffer.from([0xff, 0xda, 0, 4, 1, 2, 9, 9, 9, 0xff, 0xd9]),
  Buffer.from('<script>'),
])
const refused = (bytes: Buffer) => {
  try {
    parsePicture(bytes)
    return null
  } catch (error) {
    return error instanceof AppError ? [error.code, error.data['reason']] : error
  }
}

describe('a logo', () => {
  it('is stored as the picture only: no texts, no locations, nothing after its end', () => {
    const told = parsePicture(
      Buffer.concat([withChunk('tEXt', Buffer.from('Comment\0secret')), Buffer.from('<script>')]),
    )
    expect(told).toMatchObject({ kind: 'png', width: 32, height: 32 })
    expect(told.bytes.includes('secret')).toBe(false)
    expect(told.bytes.includes('<script>')).toBe(false)
    const photo = parsePicture(jpeg)
    expect(photo).toMatchObject({ kind: 'jpeg', width: 40, height: 20 })
    expect(photo.bytes.includes('secret')).toBe(false)
    expect(photo.bytes.includes('<script>')).toBe(false)
    expect(photo.bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]))
  })

  it('must be a complete PNG or JPEG of acceptable size', () => {
    const not = ['LOGO_UNUSABLE', 'not_a_picture']
    expect(refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'))).toEqual(not)
    expect(refused(Buffer.from('GIF89a'))).toEqual(not)
    expect(refused(png.subarray(0, png.length - 20))).toEqual(not)
    expect(refused(Buffer.concat([png.subarray(0, 60), Buffer.from([1]), png.subarray(61)]))).toEqual(not)
    expect(refused(jpeg.subarray(0, 30))).toEqual(not)
    expect(refused(Buffer.alloc(0))).toEqual(not)
    const huge = Buffer.from(png)
    huge.writeUInt32BE(100_000, 16)
    huge.writeUInt32BE(crc32(huge.subarray(12, 29)), 29)
    expect(refused(huge)).toEqual(['LOGO_UNUSABLE', 'too_many_pixels'])
  })
})
