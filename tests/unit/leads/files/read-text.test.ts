import { parse as csvParse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RowIssue } from '#backend/leads/files/read-table.ts'
import { createTextReader } from '#backend/leads/files/read-text.ts'
import { NotATable, UnclosedQuote } from '#backend/leads/files/tokenizer.ts'
import { runs } from '../../../support/long.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

type Read = {
  header: readonly string[]
  rows: string[][]
  issues: { row: number; issue: RowIssue; line: number }[]
  delimiter: string
  other: string | null
}

/** Reads a text in chunks of `size` characters. */
function read(text: string, size = text.length || 1, delimiter: string | null = null): Read {
  const found: Read = { header: [], rows: [], issues: [], delimiter: '', other: null }
  const reader = createTextReader({
    delimiter,
    // Finding the header has tests of its own; here it is the first record.
    layout: { headerLine: 1, fromLine: 1 },
    onHeader: (header) => {
      found.header = header
    },
    onRow: (cells, row, issue, line) => {
      found.rows.push(cells)
      if (issue) found.issues.push({ row, issue, line })
    },
    onOther: (looksLike) => {
      found.other = looksLike
    },
  })
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size))
  reader.end()
  return { ...found, delimiter: reader.delimiter() }
}

describe('rows of a lead file', () => {
  it('keep commas, doubled quotes and line breaks inside quotes', () => {
    const { header, rows } = read('Email,Note\r\na@b.co,"Acme, ""Inc""\r\nsecond\nthird\rfourth"\r\n')
    expect(header).toEqual(['Email', 'Note'])
    expect(rows).toEqual([['a@b.co', 'Acme, "Inc"\r\nsecond\nthird\rfourth']])
  })

  it.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['a lone CR', '\r'],
  ])('end at %s', (_name, end) => {
    expect(read(['Email,Name', 'a@b.co,Ann', 'c@d.co,Bob'].join(end)).rows).toEqual([
      ['a@b.co', 'Ann'],
      ['c@d.co', 'Bob'],
    ])
  })

  it('can end in three different ways in one file', () => {
    expect(read('E,N\r\na,1\nb,2\rc,3\r\n').rows).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ])
  })

  it('skip blank lines anywhere, even those of spaces', () => {
    const { header, rows } = read('\n\r\nE,N\n\n  \na,1\r\n\r\nb,2\n\n')
    expect(header).toEqual(['E', 'N'])
    expect(rows).toEqual([
      ['a', '1'],
      ['b', '2'],
    ])
  })

  it('below many blank lines take no more time than below few', () => {
    const blank = '\r\n'.repeat(32)
    const found = read('E,N\r\na,1\r\n')
    expect(threadCpuMs(() => expect(read(`${blank}E,N\r\na,1\r\n`)).toEqual(found))).toBeLessThan(10_000)
    expect(read(`${blank}sep=;\r\nE;N\r\na;1\r\n`)).toMatchObject({ delimiter: ';', rows: [['a', '1']] })
  })

  it('do not end at Unicode line separators', () => {
    expect(read('E,N\na,x\u2028y\u2029z\u0085\u000b\f\n').rows).toEqual([['a', 'x\u2028y\u2029z\u0085\u000b\f']])
  })

  it('that are short are padded and reported, without touching the next row', () => {
    const { rows, issues } = read('E,N,C\na\nb,2,3\n')
    expect(rows).toEqual([
      ['a', '', ''],
      ['b', '2', '3'],
    ])
    expect(issues).toEqual([{ row: 1, issue: 'row_too_short', line: 2 }])
  })

  it('that are long keep every cell and are reported', () => {
    const { rows, issues } = read('E,N\na,1,2,3\nb,2\n')
    expect(rows).toEqual([
      ['a', '1', '2', '3'],
      ['b', '2'],
    ])
    expect(issues).toEqual([{ row: 1, issue: 'row_too_long', line: 2 }])
  })

  it('keep text after a closing quote and are reported', () => {
    const { rows, issues } = read('E,N\na,"Ann"x\nb,Bob\n')
    expect(rows).toEqual([
      ['a', 'Annx'],
      ['b', 'Bob'],
    ])
    expect(issues.map(({ issue }) => issue)).toEqual(['text_after_quote'])
  })

  it('keep quotes inside plain cells unchanged', () => {
    expect(read('E,N\na,5" pipe\nb,say "hi" now\n').rows).toEqual([
      ['a', '5" pipe'],
      ['b', 'say "hi" now'],
    ])
  })

  it('change no value: no numbers, no dates, no trimming, no formulas', () => {
    const cells = ['00123', '1e5', 'TRUE', 'null', '=1+1', ' +49 30 ', '2024-01-02']
    expect(read(`${cells.map((_, i) => `c${i}`).join(',')}\n${cells.join(',')}\n`).rows).toEqual([cells])
  })

  it('allow headers that are empty, duplicate or named like built-in properties', () => {
    const { header, rows } = read('__proto__,constructor,,Name,Name\n1,2,3,4,5\n')
    expect(header).toEqual(['__proto__', 'constructor', '', 'Name', 'Name'])
    expect(rows).toEqual([['1', '2', '3', '4', '5']])
  })

  it('refuse a quote that is never closed, naming the line it opens in', () => {
    const lines = ['sep=,', 'E,N', 'a,"one', 'two"', '', 'b,"open', 'c,3', 'd,4', '']
    for (const end of ['\n', '\r\n', '\r']) {
      for (const size of [1, 7, 1000]) {
        const text = lines.join(end)
        expect(() => read(text, size)).toThrow(UnclosedQuote)
        expect(() => read(text, size)).toThrow(expect.objectContaining({ line: 6 }))
      }
    }
  })

  it('reject an endless cell instead of filling the memory', () => {
    expect(() => read(`E,N\na,${'x'.repeat(5_000_000)}`, 65_536)).toThrow(NotATable)
    expect(() => read(`E,N\na,"${'x\n'.repeat(3_000_000)}`, 65_536)).toThrow(UnclosedQuote)
  })

  it.each([
    ['<!DOCTYPE html><html><body>x</body></html>', 'html'],
    ['[{"email":"a@b.co"}]', 'json'],
    ['BEGIN:VCARD\nEND:VCARD', 'vcard'],
    ['--\n-- PostgreSQL database dump\n--\n\nCOPY public.prospects (id, email) FROM stdin;\n1\ta@b.co\n', 'sql'],
    ["-- phpMyAdmin SQL Dump\n\nINSERT INTO `t` (`name`, `email`) VALUES\n('Ann', 'a@b.co');\n", 'sql'],
    ["INSERT INTO leads (name, email) VALUES ('Ann', 'a@b.co');\n", 'sql'],
    ['- email: a@b.co\n  name: Ann\n- email: c@d.co\n  name: Bo\n', 'yaml'],
    ['---\n# leads\nleads:\n- name: Ann\n  email: a@b.co\n', 'yaml'],
    ['Received: from x by y\nMessage-ID: <1@x>\nFrom: a@b.co\nSubject: x\n\nHello', 'eml'],
  ])('do not include %s as a table', (text, kind) => {
    expect(read(text)).toMatchObject({ other: kind, rows: [] })
  })

  it.each([
    '- Ann: a@b.co\n- Bo: c@d.co\n',
    'Name: Ann\nEmail: a@b.co\n\nName: Bo\nEmail: c@d.co\n',
    'From: Ann <a@b.co>\nSent: Monday\nTo: Bo <c@d.co>\nSubject: Lunch\n\nHi',
    'Name,Subject: x,From: y\nAnn,b,c\n',
    'leads:\n- Ann\n- Bo\n',
  ])('are read as rows although they resemble a mail or YAML: %j', (text) => {
    expect(read(text)).toMatchObject({ other: null })
  })
})

describe('the delimiter', () => {
  it.each([
    ['semicolons, with decimal commas in the cells', 'E;N;P\na@b.co;Ann;10,5\nc@d.co;Bob;11,5,0\n', ';'],
    ['tabs, with commas and semicolons in the cells', 'E\tN\tP\na\tx; y, z\t1,5\nb\tx; y, z\t2,5\n', '\t'],
    ['pipes', 'E|N\na|1,5\nb|2,5\n', '|'],
    ['commas, with semicolons in a header and in cells', 'E,"Tags; Notes",C\na,t1;t2;t3;t4,x\nb,t1;t2;t3;t4,y\n', ','],
    ['commas, where a city has one too many in every row', 'E,N,City\na,1,Paris, FR\nb,2,Lyon, FR\n', ','],
    ['nothing: one column only', 'Email\na@b.co\nc@d.co\n', ','],
    ['commas, where there is a header and nothing else', 'Email,First Name,Company', ','],
    ['what the sep= line says', 'sep=;\nE;N\na;1\n', ';'],
    ['what a sep= line in quotes says', '"sep=|"\r\nE|N\r\na|1\r\n', '|'],
  ])('is detected: %s', (_name, text, delimiter) => {
    expect(read(text).delimiter).toBe(delimiter)
  })

  it('of a sep= line does not become a lead', () => {
    expect(read('sep=;\r\nE;N\r\na;1\r\n')).toMatchObject({ header: ['E', 'N'], rows: [['a', '1']] })
  })
})

const cell = fc.string({ unit: fc.constantFrom('a', 'é', '李', ' ', ',', ';', '"', '\n', '\r', '\t', '|', '0', '😀') })
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }))
const write = (rows: readonly (readonly string[])[], end: string) =>
  rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join(end)

describe('any file', () => {
  it('reads back exactly as written, in chunks of any size', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), fc.integer({ min: 1, max: 9 }), (rows, end, size) => {
        const { header, rows: back } = read(write(rows, end), size, ',')
        expect([header, ...back]).toEqual(rows)
      }),
      runs(40, 2_500),
    )
  })

  it('gives the same rows, issues and errors in chunks of any size', () => {
    const mess = fc.string({ unit: fc.constantFrom('a', 'é', ',', ';', '"', '\n', '\r', ' '), maxLength: 60 })
    const outcome = (text: string, size: number) => {
      try {
        return read(text, size)
      } catch (error) {
        return error instanceof UnclosedQuote ? { line: error.line } : error
      }
    }
    fc.assert(
      fc.property(mess, fc.integer({ min: 1, max: 9 }), (text, size) => {
        expect(outcome(text, size)).toEqual(outcome(text, 65_536))
      }),
      runs(100, 7_500),
    )
  })

  it('agrees with another reader if that one finds the file valid', () => {
    const mess = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ',', '"', '\n'), minLength: 1, maxLength: 30 })
    let compared = 0
    fc.assert(
      fc.property(mess, (text) => {
        let theirs: string[][]
        try {
          theirs = csvParse(text, { relax_column_count: true, skip_empty_lines: true })
        } catch {
          return
        }
        const { header, rows } = read(text, 1000, ',')
        const [first = [], ...rest] = theirs
        expect(header).toEqual(first)
        expect(rows).toEqual(
          rest.map((row) => [...row, ...Array<string>(Math.max(0, first.length - row.length)).fill('')]),
        )
        compared += 1
      }),
      runs(200, 15_000),
    )
    expect(compared).toBeGreaterThan(30)
  })
})
