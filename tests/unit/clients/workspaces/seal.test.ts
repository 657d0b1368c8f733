import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveKey, newSalt, openSealed, passphraseCost, sealText } from '#backend/clients/workspaces/seal.ts'
import { anyText } from '../../../support/any-text.ts'

const key = randomBytes(32)

describe('a sealed key', () => {
  it('opens only in its own place', () => {
    fc.assert(
      fc.property(anyText(), fc.string(), fc.string(), (text, place, elsewhere) => {
        const sealed = sealText(key, place, text.toWellFormed())
        expect(openSealed(key, place, sealed)?.toString('utf8')).toBe(text.toWellFormed())
        if (place !== elsewhere) expect(openSealed(key, elsewhere, sealed)).toBeNull()
      }),
    )
  })

  it('does not open after any byte of it was changed', () => {
    const sealed = sealText(key, 'place', 'secret')
    for (let at = 0; at < sealed.length; at += 1) {
      const damaged = Buffer.from(sealed)
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at)
      expect(openSealed(key, 'place', damaged)).toBeNull()
    }
    expect(openSealed(key, 'place', Buffer.alloc(3))).toBeNull()
    expect(openSealed(randomBytes(32), 'place', sealed)).toBeNull()
  })

  it('looks different each time', () => {
    expect(sealText(key, 'place', 'secret')).not.toEqual(sealText(key, 'place', 'secret'))
  })
})

describe('the key of a passphrase', () => {
  it('is the same however its letters were typed, and another for another salt', async () => {
    const salt = newSalt()
    const composed = await deriveKey('Müller & Söhne', salt, 2 ** 10, 2 ** 10)
    expect(await deriveKey('Mu\u0308ller & So\u0308hne', salt, 2 ** 10, 2 ** 10)).toEqual(composed)
    expect(await deriveKey('Müller & Söhne', newSalt(), 2 ** 10, 2 ** 10)).not.toEqual(composed)
  })

  it.each([2, 2 ** 16, 2 ** 17 + 1, 2 ** 30])(
    'is not derived at a cost of %i, which no store of ours has',
    async (cost) => {
      await expect(deriveKey('passphrase', newSalt(), cost, passphraseCost)).rejects.toThrow('damaged')
    },
  )
})
