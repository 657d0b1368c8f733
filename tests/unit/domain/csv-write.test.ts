import * as fc from 'fast-check'
import * as Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { csvBom, csvLine } from '#shared/domain/csv-write.ts'

describe('a saved CSV file', () => {
  it('keeps every cell as it was, whatever is in it', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !/^\s*[=+\-@＝＋－＠\t\r]/.test(text))
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (cells) => {
        const read = Papa.parse<string[]>(csvLine(cells), { delimiter: ',', newline: '\r\n' })
        expect(read.data[0]).toEqual(cells)
      }),
    )
  })

  it('quotes commas, quotes and line breaks, and leaves the rest bare', () => {
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
    '\t=1',
    '\r=1',
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
    'leaves the number %j as it is',
    (text) => {
      expect(csvLine([text, 'x']).replaceAll('"', '')).toBe(`${text},x\r\n`)
    },
  )

  it('never starts a cell with a sign that begins a formula, but for numbers', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (sign, rest) => {
        const line = csvLine([sign + rest]).replace(/^"/, '')
        expect(line).toMatch(/^(?:'|[+-]\d)/)
      }),
    )
  })

  it('begins with the mark that makes spreadsheets read it as UTF-8', () => {
    expect([...Buffer.from(csvBom, 'utf8')]).toEqual([0xef, 0xbb, 0xbf])
  })
})
