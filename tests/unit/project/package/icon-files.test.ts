import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const resources = path.join(import.meta.dirname, '../../../../resources')
const read = (name: string) => readFileSync(path.join(resources, name))
const pngSize = (png: Buffer) => {
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

it('Windows finds a picture of every size it shows, in its declared size', () => {
  const ico = read('icon.ico')
  const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, at) => {
    const entry = 6 + 16 * at
    const offset = ico.readUInt32LE(entry + 12)
    const size = ico.readUInt8(entry) || 256
    expect(pngSize(ico.subarray(offset, offset + ico.readUInt32LE(entry + 8)))).toEqual([size, size])
    return size
  })
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256])
})

it('macOS finds a picture for normal and high resolution, up to 1024 pixels', () => {
  const icns = read('icon.icns')
  expect(icns.readUInt32BE(4)).toBe(icns.length)
  const found = new Map<string, number>()
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    const png = icns.subarray(at + 8, at + icns.readUInt32BE(at + 4))
    found.set(icns.subarray(at, at + 4).toString(), pngSize(png)[0] ?? 0)
  }
  expect(Object.fromEntries(found)).toEqual({
    ic11: 32,
    ic12: 64,
    ic07: 128,
    ic08: 256,
    ic13: 256,
    ic09: 512,
    ic14: 512,
    ic10: 1024,
  })
})

it.each([16, 24, 32, 48, 64, 128, 256, 512])('Linux finds the picture of %i pixels', (size) => {
  expect(pngSize(read(`icons/${size}x${size}.png`))).toEqual([size, size])
})
