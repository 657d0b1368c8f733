import { zstdCompressSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { unpackBlock } from '#backend/core/lib/unpacked.ts'
import { rowsOfBlock } from '#backend/leads/lists/original-rows.ts'

const damage = expect.objectContaining({ code: 'STORE_CORRUPT' })

it('A block unpacks to what was packed into it', () => {
  expect(unpackBlock(zstdCompressSync('Grüße')).toString('utf8')).toBe('Grüße')
})

it('A block that unpacks to more than any of ours is damage, before it fills the memory', () => {
  const bomb = zstdCompressSync(Buffer.alloc(2_000_000))
  expect(bomb.length).toBeLessThan(1_000)
  expect(() => unpackBlock(bomb, 1_000_000)).toThrow(damage)
})

it.each([
  ['something that is no block', Buffer.from('not packed at all')],
  ['half a block', zstdCompressSync(Buffer.from('a,b\n'.repeat(1_000))).subarray(0, 20)],
])('Rows in %s are reported as damage', (_what, cells) => {
  expect(() => rowsOfBlock({ codec: 'zstd', cells }, ',')).toThrow(damage)
})
