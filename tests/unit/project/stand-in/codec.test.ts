import { runInThisContext } from 'node:vm'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeCodec } from '../../../stand-in/codec.ts'
import { anyText } from '../../../support/any-text.ts'

const bytesToText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const textToBytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
const codec = makeCodec(bytesToText, textToBytes)
/** The codec as the page has it: created from its source alone. */
const inPage = (runInThisContext(`(${makeCodec.toString()})`) as typeof makeCodec)(bytesToText, textToBytes)

const across = (value: unknown) => inPage.decode(codec.encode(value))

describe('values between window and main process are cloned like structured clone', () => {
  test('any plain value, both ways, including names like $ and __proto__', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('$', 'v', '__proto__', 'constructor'))
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        anyText(),
        fc.double(),
        fc.bigInt(),
        fc.boolean(),
        fc.constantFrom(null, undefined),
        fc.date(),
        fc.uint8Array(),
        fc.array(tie('value')),
        fc.dictionary(name, tie('value'), { noNullPrototype: true }),
        fc.array(tie('value')).map((items) => new Set(items)),
        fc.array(fc.tuple(tie('value'), tie('value'))).map((entries) => new Map(entries)),
      ),
    }))
    fc.assert(
      fc.property(value, (sent) => {
        expect(across(sent)).toEqual(structuredClone(sent))
        expect(codec.decode(inPage.encode(sent))).toEqual(structuredClone(sent))
      }),
    )
  })

  test('an object used twice stays one object, and a cycle stays a cycle', () => {
    const shared = { a: 1 }
    const sent: { list: object[]; self?: unknown } = { list: [shared, shared, new Map([['k', shared]])] }
    sent.self = sent
    const got = across(sent) as { list: [object, object, Map<string, object>]; self: unknown }
    expect(got.self).toBe(got)
    expect(got.list[1]).toBe(got.list[0])
    expect(got.list[2].get('k')).toBe(got.list[0])
  })

  test.each([-0, Number.NaN, Infinity, -Infinity])('the number %s', (sent) => {
    expect(Object.is(across(sent), sent)).toBe(true)
  })

  test('errors keep their type and message; views keep theirs', () => {
    const error = across(new RangeError('too far')) as RangeError
    expect(error).toBeInstanceOf(RangeError)
    expect(error.message).toBe('too far')
    expect(across(new Float64Array([1.5, -0]))).toEqual(new Float64Array([1.5, -0]))
    expect(across(/a+/giu)).toEqual(/a+/giu)
  })

  test.each([
    [() => {}],
    [Symbol('x')],
    [{ deep: [() => {}] }],
    [new WeakMap()],
    [Promise.resolve()],
    [new Blob(['x'])],
  ])('what cannot be cloned is refused: %s', (sent) => {
    expect(() => codec.encode(sent)).toThrow('An object could not be cloned.')
    expect(() => inPage.encode(sent)).toThrow('An object could not be cloned.')
  })
})
