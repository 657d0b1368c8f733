import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressKey, findAddresses, isAddress } from '#shared/domain/leads/import/addresses.ts'
import { runs } from '../../../support/long.ts'

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
    ['a typo of .com', 'ann@acme.con'],
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

  it('is normalised by trimming and lower case, with dots and plus kept', () => {
    expect(addressKey(' \u00a0Ann.Lee+X@Acme.COM\u200b\n')).toBe('ann.lee+x@acme.com')
  })

  it('is written with the letters somebody would type, whatever a PDF or a font made of them', () => {
    expect(addressKey('O\ufb03ce@\ufb01rma.example')).toBe('office@firma.example')
    expect(addressKey('\u0133s@k\u0132s.example')).toBe('ijs@kijs.example')
    expect(addressKey('\u{1d400}nn@acme.example')).toBe('ann@acme.example')
    expect(addressKey('ANN@\u2460acme.example')).toBe('ann@1acme.example')
    expect(addressKey('info@stra\u00dfe.example')).toBe('info@stra\u00dfe.example')
  })
})

describe('the addresses of a cell', () => {
  it.each([
    ['one@a.co, two@b.co', ['one@a.co', 'two@b.co']],
    ['one@a.co;two@b.co|three@c.co', ['one@a.co', 'two@b.co', 'three@c.co']],
    ['one@a.co / +49 30 1234', ['one@a.co']],
    ['one@a.co\ntwo@b.co', ['one@a.co', 'two@b.co']],
    ['Ann Lee <Ann@Acme.com>', ['ann@acme.com']],
    ['mailto:ann@acme.com?subject=Hi', ['ann@acme.com']],
    ['["one@a.co","two@b.co"]', ['one@a.co', 'two@b.co']],
    ["'ann@acme.com", ['ann@acme.com']],
    ['https://x.de/?m=pit@x.de', ['pit@x.de']],
    ['https://x.de/form?a=1&email=pit@x.de', ['pit@x.de']],
    ['?m=pit@x.de', ['pit@x.de']],
    ['broken@, ok@acme.com.', ['ok@acme.com']],
    ['Ann@Acme.com ann@acme.com', ['ann@acme.com']],
    // From a Mac, with a decomposed `ü`: the same address in either form.
    ['info@mu\u0308ller.de', ['info@m\u00fcller.de']],
    ['Ann <info@mu\u0308ller.de>, info@m\u00fcller.de', ['info@m\u00fcller.de']],
    // From a PDF, with letters joined: people who opted out that way are the same people.
    ['o\ufb03ce@firma.de', ['office@firma.de']],
    ['Ann <o\ufb03ce@\ufb01rma.de>, office@firma.de', ['office@firma.de']],
  ])('%j holds %j', (cell, valid) => {
    expect(findAddresses(cell)).toEqual({ valid, broken: false })
  })

  it.each<[string, string[]]>([
    ['j @x.example', ['j@x.example']],
    ['ｍｉｓａｋｉ@x.example', ['misaki@x.example']],
    ['ｊ＠ｘ．ｅｘａｍｐｌｅ', ['j@x.example']],
    ['u003ej@x.example', ['j@x.example']],
    ['j AT x DOT example', ['j@x.example']],
    ['j dot doe at mail dot x dot example', ['j.doe@mail.x.example']],
    ['j arroba x punto example', ['j@x.example']],
    ['John Doe <j@x.example>', ['j@x.example']],
    ['Email: j@x.example', ['j@x.example']],
    ['mailto:j@x.example', ['j@x.example']],
    ['MAILTO:J@x.example', ['j@x.example']],
    ['John Doe j.doe@x.example', ['j.doe@x.example']],
    ['John Doe, j.doe@x.example', ['j.doe@x.example']],
    ['anna schmidt <a@x.example>', ['a@x.example']],
    ['anna schmidt, a@x.example', ['a@x.example']],
    ['Jan van Dijk jan@x.example', ['jan@x.example']],
    ['j\u200bdoe@x.example', ['jdoe@x.example']],
    ['j\u00addoe@x.example', ['jdoe@x.example']],
    ['j\ufe0fdoe@x.example', ['jdoe@x.example']],
    ['jdoe@x\u3164.example\ufe0f', ['jdoe@x.example']],
    ['\u034fjdoe\u{e0100}@x.exam\u2064ple', ['jdoe@x.example']],
    ['\u202aj.doe@x.example\u202c', ['j.doe@x.example']],
    ['\u2068j\u202edoe@x.example\u2069', ['jdoe@x.example']],
    ['j＠x.example', ['j@x.example']],
    ['j@x．example', ['j@x.example']],
    ['info@müller.de', ['info@müller.de']],
    ['a@x.example.', ['a@x.example']],
    ['a@x.example..', ['a@x.example']],
    ['a@x.example/b@y.example', ['a@x.example', 'b@y.example']],
    ['a@x.example & b@y.example', ['a@x.example', 'b@y.example']],
    ['a@x.example&b@y.example', ['a@x.example', 'b@y.example']],
    ['a@x.example und b@y.example', ['a@x.example', 'b@y.example']],
    ['a@x.example - b@y.example', ['a@x.example', 'b@y.example']],
    ['a@x.example•b@y.example', ['a@x.example', 'b@y.example']],
    ['a@x.example b@y.example', ['a@x.example', 'b@y.example']],
    ['a@x.example:b@y.example', ['a@x.example', 'b@y.example']],
    ['a@x.example\nb@y.example', ['a@x.example', 'b@y.example']],
    ['a@x.example+b@y.example', ['a@x.example', 'b@y.example']],
    ['a@x.example、b@y.example', ['a@x.example', 'b@y.example']],
    ['a@x.example (work)', ['a@x.example']],
    ['a@x.example work', ['a@x.example']],
    ['a@x.example / +49 30 123', ['a@x.example']],
    ['+49 30 1234 / a@x.example', ['a@x.example']],
    ['a@x.example, Sales', ['a@x.example']],
    ['["a@x.example","b@y.example"]', ['a@x.example', 'b@y.example']],
    ["['a@x.example']", ['a@x.example']],
    ['[{"email":"a@x.example","type":"work"}]', ['a@x.example']],
    ['[a@x.example]', ['a@x.example']],
    ['[a@x.example, b@y.example]', ['a@x.example', 'b@y.example']],
    ['a@x.example, logo@2x.png', ['a@x.example']],
    ['https://www.x.example a@x.example', ['a@x.example']],
    ['a@x.example, https://x.example/contact', ['a@x.example']],
    ['contact us at a@x.example', ['a@x.example']],
    ['E-Mail a@x.example', ['a@x.example']],
    ['"Doe, John" <j@x.example>', ['j@x.example']],
    ["'j@x.example'", ['j@x.example']],
    ['<j@x.example>', ['j@x.example']],
    ['j@x.example; ', ['j@x.example']],
    ['broken@, ok@acme.com.', ['ok@acme.com']],
    ['j@x.example?subject=Hi', ['j@x.example']],
    ['田中太郎 tanaka@x.example', ['tanaka@x.example']],
    ['Иван Петров ivan@x.example', ['ivan@x.example']],
    ['none, a@x.example', ['a@x.example']],
    ['a@x.example,none', ['a@x.example']],
    ['primary: a@x.example; secondary: b@y.example', ['a@x.example', 'b@y.example']],
    ['work a@x.example home b@y.example', ['a@x.example', 'b@y.example']],
    ['info@x.example sales@x.example foo', ['info@x.example']],
    ['ann@ x.example', ['ann@x.example']],
    ['ann @ x.example', ['ann@x.example']],
    ["o'neil@x.example", ["o'neil@x.example"]],
    ['Ann Smith (CEO) ann@x.example', ['ann@x.example']],
    ['Ann - ann@x.example', ['ann@x.example']],
    ['ann lee - ann@x.example', ['ann@x.example']],
    ['a@x.example (verified), b@y.example (work)', ['a@x.example', 'b@y.example']],
    ['a@x.example (veraltet), b@y.example', ['b@y.example']],
    ['a@x.example (left)', []],
    ['a@x.example - verstorben', []],
    ['a@x.example - left voicemail', ['a@x.example']],
    ['a@x.example (alt: b@y.example)', ['a@x.example']],
    ['a@x.example - ancienne : b@y.example', ['a@x.example']],
    ['old: a@x.example; new: b@y.example', ['b@y.example']],
    ['a@x.example (invalid)', []],
    ['1 a@x.example', ['a@x.example']],
    ['a@x.example 1', ['a@x.example']],
    ['“a@x.example”', ['a@x.example']],
    ['«a@x.example»', ['a@x.example']],
    ['a@x.example|Ann|CEO', ['a@x.example']],
    ['Kontakt a@x.example', ['a@x.example']],
    ['j (at) x.example', ['j@x.example']],
    ['J.Doe[AT]x[dot]example', ['j.doe@x.example']],
    ['Ann Lee {at} x', []],
    ['E-Mail: info(at)x.example', ['info@x.example']],
  ])('%j gives %j', (cell, valid) => {
    expect(findAddresses(cell).valid).toEqual(valid)
  })

  it.each([
    'space in@side.example',
    'a b@c.de',
    'j@x .example',
    'john doe@x.example',
    'john,doe@x.example',
    'john;doe@x.example',
    'john/doe@x.example',
    'john"doe@x.example',
    'John Doe@x.example',
    'j\u00a0doe@x.example',
    'аnn@acme.example',
    'ann@аcme.example',
    '.a@x.example',
    'a.@x.example',
    'a..b@x.example',
    'a@x.exampleb@y.example',
    'a@x.example m',
    'a@x.co m',
    '{"value":"john doe@x.example"}',
    'logo@2x.png',
    'sprite@3x-ab12.webp',
    'icon@1.5x.svg',
    'hero@2x.jpg',
    'x@y.jpeg',
    'bg@3x.gif',
    'font@4.woff2',
    'j@@x.example',
    'j@x@y.example',
    'j at x.example',
    'j(at)x',
    'j (at) x.example m',
    'j(at)x(at)y.example',
    'ann@x,example',
    'ann@x example.com',
    'ann smith ann@x.example',
    'x a@x.example',
    'john_doe a@x.example',
  ])('%j is ignored: the rest of it would be another person’s, or a file’s', (cell) => {
    expect(findAddresses(cell)).toEqual({ valid: [], broken: true })
  })

  it.each(['', '  ', '-', 'N/A', 'null', 'No email', 'keine', 'Aucun', '[]'])('%j means there is none', (cell) => {
    expect(findAddresses(cell)).toEqual({ valid: [], broken: false })
  })

  it.each([
    'ann',
    'ann@',
    'a***@acme.com',
    'call us',
    'max@mustermann.de',
    'keine@keine.de',
    'NOEMAIL@NOEMAIL.COM',
    'TEST@TEST.COM',
    'no@email.com',
    'name@firma.de',
    'vorname.nachname@unternehmen.de',
    'nom@entreprise.fr',
    'noemail@acme.com',
    'ted@gmial.com',
    'ann@hotmial.co.uk',
  ])('%j is broken, not empty', (cell) => {
    expect(findAddresses(cell)).toEqual({ valid: [], broken: true })
  })

  it('are valid and lower case, or none, for any content', () => {
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
          // A gap around the @ is closed, and invisible marks are removed; nothing else is joined.
          expect(
            cell
              .toLowerCase()
              .replace(/\u200b/g, '')
              .replace(/\s*@\s*/g, '@'),
          ).toContain(address)
        }
        expect(new Set(valid).size).toBe(valid.length)
      }),
      runs(200, 5_000),
    )
  })

  it('are found quickly even in content made to be slow', () => {
    const cell = `${'a-'.repeat(100_000)}@${'-a.'.repeat(100_000)}`
    expect(findAddresses(cell).valid).toEqual([])
  })
})
