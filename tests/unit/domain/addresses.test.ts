import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressKey, findAddresses, isAddress } from '#shared/domain/addresses.ts'

describe('an address', () => {
  it.each([
    'ann@acme.com',
    'ann.lee+sales@mail.acme.co.uk',
    "o'neil@acme.ie",
    'a@b.co',
    'info@müller.de',
    'josé@peña.es',
    'ann@xn--mller-kva.de',
    'ann@acme.xn--p1ai',
    `${'l'.repeat(64)}@acme.com`,
  ])('may be %s', (address) => {
    expect(isAddress(address)).toBe(true)
  })

  it.each([
    ['no @', 'ann.acme.com'],
    ['two @', 'ann@acme@b.com'],
    ['nothing before the @', '@acme.com'],
    ['no top-level domain', 'ann@acme'],
    ['a numeric top-level domain', 'ann@acme.123'],
    ['a space', 'ann lee@acme.com'],
    ['two dots', 'ann..lee@acme.com'],
    ['a dot at the end of the name', 'ann.@acme.com'],
    ['a hyphen at the edge of a label', 'ann@-acme.com'],
    ['an empty label', 'ann@acme..com'],
    ['a mask', 'a***@acme.com'],
    ['a name too long', `${'l'.repeat(65)}@acme.com`],
    ['a label too long', `ann@${'d'.repeat(64)}.com`],
    ['too long altogether', `ann@${'abcdefghi.'.repeat(25)}com`],
    ['a control character', 'ann\u0000@acme.com'],
  ])('may not have %s', (_why, address) => {
    expect(isAddress(address)).toBe(false)
  })

  it('is keyed trimmed and in lower case, with dots and plus as they are', () => {
    expect(addressKey(' \u00a0Ann.Lee+X@Acme.COM\u200b\n')).toBe('ann.lee+x@acme.com')
  })
})

describe('a cell', () => {
  it.each([
    ['one@a.co, two@b.co', ['one@a.co', 'two@b.co']],
    ['one@a.co;two@b.co|three@c.co', ['one@a.co', 'two@b.co', 'three@c.co']],
    ['one@a.co / +49 30 1234', ['one@a.co']],
    ['one@a.co\ntwo@b.co', ['one@a.co', 'two@b.co']],
    ['Ann Lee <Ann@Acme.com>', ['ann@acme.com']],
    ['mailto:ann@acme.com?subject=Hi', ['ann@acme.com']],
    ['["one@a.co","two@b.co"]', ['one@a.co', 'two@b.co']],
    ["'ann@acme.com", ['ann@acme.com']],
    ['broken@, ok@acme.com.', ['ok@acme.com']],
    ['Ann@Acme.com ann@acme.com', ['ann@acme.com']],
  ])('%j holds %j', (cell, valid) => {
    expect(findAddresses(cell)).toEqual({ valid, broken: false })
  })

  it.each(['', '  ', '-', 'N/A', 'null', 'No email', 'keine', 'Aucun', '[]'])('%j says there is none', (cell) => {
    expect(findAddresses(cell)).toEqual({ valid: [], broken: false })
  })

  it.each(['ann', 'ann@', 'a***@acme.com', 'call us'])('%j is broken, not empty', (cell) => {
    expect(findAddresses(cell)).toEqual({ valid: [], broken: true })
  })

  it('gives valid, lower-case addresses or none, whatever stands in it', () => {
    const unit = fc.constantFrom(
      'a',
      'B',
      '.',
      '@',
      '-',
      '+',
      ' ',
      ',',
      '<',
      '>',
      'é',
      '\u200b',
      '\n',
      '"',
      'co',
      'mailto:',
    )
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (cell) => {
        const { valid } = findAddresses(cell)
        for (const address of valid) {
          expect(isAddress(address)).toBe(true)
          expect(cell.toLowerCase()).toContain(address)
        }
        expect(new Set(valid).size).toBe(valid.length)
      }),
      { numRuns: 1000 },
    )
  })

  it('is looked through quickly even when made to be slow', () => {
    const cell = `${'a-'.repeat(100_000)}@${'-a.'.repeat(100_000)}`
    expect(findAddresses(cell).valid).toEqual([])
  })
})
