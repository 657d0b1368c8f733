import * as fc from 'fast-check'
import * as Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { csvBom, csvLine } from '#backend/core/lib/csv-write.ts'
import { cellValue } from '#shared/domain/leads/import/cell-value.ts'
import { anyText } from '../../../support/any-text.ts'
import { runs } from '../../../support/long.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

/** Splits cells like a spreadsheet: quotation marks count only at the beginning of a cell. */
function cellsOf(text: string, separator: string): readonly string[] {
  const cells: string[] = []
  const ends = new Set([separator, '\r', '\n'])
  for (let at = 0; at <= text.length; at += 1) {
    let cell = ''
    if (text[at] === '"') {
      for (at += 1; at < text.length && (text[at] !== '"' || text[at + 1] === '"'); at += 1) {
        cell += text[at] ?? ''
        if (text[at] === '"') at += 1
      }
      at += 1
    }
    for (; at < text.length && !ends.has(text[at] ?? ''); at += 1) cell += text[at] ?? ''
    cells.push(cell)
  }
  return cells
}

/**
 * Whether a spreadsheet runs the cell as a formula; numbers do not count, even with the text behind the comma of a line
 * read as one cell.
 */
const isFormula = (cell: string): boolean =>
  /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(cell) &&
  !/^[+-]\d[\d ().,]*(?:[eE][+-]?\d+)?%?$/.test(cell) &&
  !/^[+-]\d[\d ().]*(?:[eE][+-]?\d+)?%?,[^|!([]*$/.test(cell)

describe('a saved CSV file', () => {
  it('keeps every cell unchanged, whatever it contains', () => {
    const cell = anyText(30).filter((text) => !/^\s*[=+\-@＝＋－＠\t\r]/.test(text))
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (cells) => {
        const read = Papa.parse<string[]>(csvLine(cells), { delimiter: ',', newline: '\r\n' })
        expect(read.data[0]).toEqual(cells)
      }),
    )
  })

  it('quotes commas, quotes and line breaks, and nothing else', () => {
    expect(csvLine(['a,b', 'say "hi"', 'two\nlines', 'plain', '', null, 12, true])).toBe(
      '"a,b","say ""hi""","two\nlines",plain,,,12,true\r\n',
    )
  })

  it.each([
    '=1+1',
    '=HYPERLINK("http://x.example","open")',
    '+cmd|calc',
    '-2+3',
    '@SUM(A1)',
    ' =1+1',
    '＝1+1',
    '+49-170-1234567',
    '-',
    '+49 170 =1',
  ])('does not let a spreadsheet run %j', (formula) => {
    const [cell] = Papa.parse<string[]>(csvLine([formula, 'x']), { delimiter: ',', newline: '\r\n' }).data[0] ?? []
    expect(cell).toBe(`'${formula}`)
  })

  it.each(['-5', '+5', '-1.5', '1e5', '-12,345.67', '+12%', '+49 170 1234567', '+49 (0)30 123456', '+4917012'])(
    'keeps the number %j unchanged',
    (text) => {
      expect(csvLine([text, 'x']).replaceAll('"', '')).toBe(`${text},x\r\n`)
    },
  )

  it('never starts a cell with a formula character, except for numbers', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (sign, rest) => {
        const line = csvLine([sign + rest]).replace(/^"/, '')
        expect(line).toMatch(/^(?:'|[+-]\d)/)
      }),
    )
  })

  describe.each([',', ';', '\t'])('opened with %j between cells', (separator) => {
    it.each([
      'x;=1+1;y',
      `x;=cmd|'/C calc'!A0;y`,
      'x; =1',
      'x;\t+1',
      'x;"=1+1&"a',
      'x;""""-2+3',
      'x;@SUM(A1)',
      ';＝1',
      'x\n=1',
      `x\r\n=cmd|'/C calc'!A0`,
      'x\r=1',
      'x\n\n  -2+3',
      'x\t=1+1',
      '\0=1+1',
      '\u0001=1+1',
      '\u200b@A1',
      'x;\u0000=1',
      '"=1+1',
      '";=1',
      "x;'\n=1",
      '-1,5;+2',
      '+49 170 1\n+49 170 2',
    ])('runs nothing of %j, wherever it is', (text) => {
      for (const cells of [
        [text],
        [text, 'y'],
        ['x', text],
        ['x', 'a;b', text, 'z'],
        ['-5', text],
        ['+4917', 'q"', text],
      ])
        expect(cellsOf(csvLine(cells), separator).filter(isFormula)).toEqual([])
    })

    it('runs nothing of any mixture', () => {
      const bit = fc.constantFrom(...Array.from('=+-@＝;,\t\r\n" \0\'|!(x5'), '\u00a0', 'cmd|')
      const cell = fc.array(bit, { maxLength: 8 }).map((bits) => bits.join(''))
      fc.assert(
        fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), (cells) => {
          expect(cellsOf(csvLine(cells), separator).filter(isFormula)).toEqual([])
        }),
        runs(200, 15_000),
      )
    })
  })

  it.each([
    '=1+1',
    'x;=1+1;y',
    'x\n- y\n- z',
    'a;"=1',
    '+49 170 1;+49 171 2',
    '-5',
    '@home',
    'x; =1',
    "it's;fine",
    '\u200e=1',
    'Tel.\t+49 1',
    '-1,5',
    "Rock 'n' roll;'-'",
    "'=1",
    "x;''=1",
  ])('returns %j unchanged when imported', (text) => {
    for (const cells of [
      [text, 'f(x)'],
      ['f(x)', text],
    ]) {
      const read = Papa.parse<string[]>(csvLine(cells), { delimiter: ',', newline: '\r\n' }).data[0]
      expect(read?.map((one) => cellValue(one, false))).toEqual(cells)
    }
  })

  it('is written and read in time proportional to its length', () => {
    const bits = ['\n', ';', ' ', ';"', '\t=', '+', '-1,', "'", "\t'", '\u200d', ' "']
    for (const text of bits.map((bit) => bit.repeat(400_000)))
      for (const cell of [`${text}x`, `й; ${text}й`])
        expect(threadCpuMs(() => cellValue(csvLine(['x', cell]), false))).toBeLessThan(10_000)
  })

  it('begins with the mark that makes spreadsheets read it as UTF-8', () => {
    expect([...Buffer.from(csvBom, 'utf8')]).toEqual([0xef, 0xbb, 0xbf])
  })
})
