import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ByteTexts, type ByteTokenizerOptions, createByteTokenizer } from '#backend/leads/files/byte-tokenizer.ts'
import { createCellMarks } from '#backend/leads/files/cell-marks.ts'
import {
  createCellSkip,
  createTokenizer,
  FILLED,
  LONG,
  RARE,
  RARE_CHARS,
  SEEN,
  UNREAD,
  WRITTEN,
} from '#backend/leads/files/tokenizer.ts'
import { createPayloadBytes } from '#backend/leads/import/payload-bytes.ts'
import { createRowBlocks, rowsOfBlock } from '#backend/leads/lists/original-rows.ts'
import { createRowMapper } from '#backend/leads/rows/row-mapper.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { runs } from '../../../support/long.ts'

const mapping: Mapping = [
  { kind: 'field', field: 'email' },
  { kind: 'field', field: 'first_name' },
  { kind: 'field', field: 'company_name' },
  { kind: 'variable', name: 'city' },
  { kind: 'variable', name: 'note' },
]
/** Characters that are cleaned, escaped, or must be left unchanged. */
const pieces = fc.constantFrom(
  'a',
  'Zoë',
  'ANNA',
  'Łukasz',
  '東京',
  '🙂',
  '"',
  '\\',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '\u00a0',
  '\u3000',
  '*',
  '**',
  "'",
  '=',
  '●●',
  'xxxx@',
  '@xxx.',
  'n/a',
  '-',
  'null',
  '\u200b',
  '\u034f',
  '\u061c',
  '\u3164',
  '\ue001',
  '\u007f',
  '\ud800',
  'Ã¼',
  '&amp;',
  '<b>',
  '\\n',
  ',',
  '0',
  '/',
  '<a/>',
  'ann@acme.example',
)
const cell = fc.array(pieces, { maxLength: 4 }).map((parts) => parts.join(''))
const table = fc.array(fc.tuple(cell, cell, cell, cell, cell), { minLength: 1, maxLength: 8 })
const quoted = (text: string, always: boolean) =>
  always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
/** An unpaired surrogate is not valid UTF-8. */
const fileOf = (lines: readonly (readonly string[])[], always: boolean) =>
  lines
    .map((cells) => cells.map((each) => quoted(each, always)).join(','))
    .join('\n')
    .toWellFormed()

const texts: ByteTexts = {
  latin1: (bytes, from, to) => Buffer.from(bytes.subarray(from, to)).toString('latin1'),
  utf8: (bytes, from, to) => Buffer.from(bytes.subarray(from, to)).toString('utf8'),
  toUtf8: (text) => Buffer.from(text, 'utf8'),
}

/** Reads a text as bytes, in chunks of `piece` characters. */
function readBytes(text: string, piece: number, options: Omit<ByteTokenizerOptions, 'texts' | 'delimiter'>): void {
  const tokenizer = createByteTokenizer({ delimiter: ',', texts, ...options })
  const characters = Array.from(text)
  for (let at = 0; at < characters.length; at += piece) {
    tokenizer.push(Buffer.from(characters.slice(at, at + piece).join('')))
  }
  tokenizer.end()
}

/** Returns each payload as it is passed between threads, from a text cut into chunks of one size. */
function written(text: string, piece: number, settings: Parameters<typeof createRowMapper>[1], isMarked: boolean) {
  const marks = createCellMarks()
  const skip = createCellSkip()
  const mapper = createRowMapper(mapping, settings, isMarked ? marks : null)
  if (isMarked) for (const at of mapper.copied) skip.columns[at] = WRITTEN
  const bytes = createPayloadBytes(() => undefined)
  const found: string[] = []
  let from = 0
  readBytes(text, piece, {
    marks,
    skip,
    onRow(cells) {
      const { email } = mapper.judge(cells)
      mapper.write(cells, email, bytes)
      const to = bytes.ended()
      found.push(`${mapper.payload(cells, email)} ${from} ${to}`)
      from = to
    },
  })
  const all = Buffer.from(bytes.take() ?? [])
  return found.map((each) => {
    const [, payload = '', start, end] = /^(.*) (\d+) (\d+)$/s.exec(each) ?? []
    expect(all.toString('utf8', Number(start), Number(end))).toBe(payload)
    return payload
  })
}

it('A lead is the same whether its cells were marked while splitting or checked one by one', () => {
  fc.assert(
    fc.property(
      table,
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 90 }),
      (lines, all, repair, mend, piece) => {
        const settings = { holdUnverified: false, repairMojibake: repair, mendValues: mend }
        const text = fileOf(lines, all)
        const looked = written(text, 1e6, settings, false)
        expect(written(text, piece, settings, true)).toEqual(looked)
        expect(looked.map((payload) => JSON.stringify(JSON.parse(payload)))).toEqual(looked)
      },
    ),
    runs(30, 2_000),
  )
})

it('An address partly outside its quotes is sent completely', () => {
  const text = 'ann@acme.example,Ann,Acme,,\n"bob@ac"me.example,Bob,Acme,,\n"eve@acme.example",Eve,Acme,,\n'
  const sent = written(text, 1e6, { holdUnverified: false }, true).map((payload) => JSON.parse(payload).email)
  expect(sent).toEqual(['ann@acme.example', 'bob@acme.example', 'eve@acme.example'])
})

it('A repeated text is read correctly each time, with quotes in it or without', () => {
  // Texts with hash collisions, and texts that equal others between quotes.
  const stands = [
    'Cold',
    'Gold',
    'Cord',
    'Zoë',
    'a""b',
    '"a""b"',
    '"a,""b"',
    '"a,b"',
    '"Cold"',
    'x'.repeat(63),
    'x'.repeat(64),
  ]
  const row = fc.tuple(fc.constantFrom(...stands), fc.constantFrom(...stands), fc.nat(999_999).map(String))
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 900 }), (lines, piece) => {
      // More rows than it takes to give up on a column.
      const text = Array.from({ length: 50 }, () => lines.map((cells) => `${cells.join(',')}\n`).join('')).join('')
      const rows: string[][] = []
      createTokenizer({ delimiter: ',', onRow: (cells) => rows.push(cells) }).push(text)
      const found: string[][] = []
      readBytes(text, piece, { onRow: (cells) => found.push([...cells]) })
      expect(found).toEqual(rows)
    }),
    runs(12, 300),
  )
})

it('In a column of few words each short word is recognised, any longer cell noticed, and no filled cell counts as blank', () => {
  // Words with hash collisions, long ones beside their prefixes, and all rare cases.
  const words = [
    'Cold',
    'Gold',
    'Cord',
    'unsubscribed',
    'x'.repeat(RARE_CHARS),
    'é'.repeat(RARE_CHARS),
    '.',
    SEEN,
    LONG,
  ]
  const long = fc.constantFrom('y'.repeat(RARE_CHARS + 1), '東'.repeat(RARE_CHARS + 1), ' '.repeat(RARE_CHARS + 9))
  const word = fc.oneof(fc.constantFrom(...words), cell, long)
  const isShort = (each: string) => each.length <= RARE_CHARS && each.trim() !== ''
  fc.assert(
    fc.property(
      fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 30 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 900 }),
      (lines, all, piece) => {
        const text = fileOf(lines, all)
        const read = (isRare: boolean) => {
          const skip = createCellSkip()
          if (isRare) skip.columns.fill(RARE)
          const rows: string[][] = []
          readBytes(text, piece, { skip, onRow: (cells) => rows.push(cells) })
          const found = [0, 1].map((at) => new Set(rows.map((cells) => cells[at] ?? '').filter(isShort)))
          const isLong = (each: string) => each === LONG || (each.length > RARE_CHARS && each.trim() !== '')
          const hasLong = [0, 1].map((at) => rows.some((cells) => isLong(cells[at] ?? '')))
          for (const each of found) for (const mark of [SEEN, LONG]) each.delete(mark)
          return { found, hasLong, blanks: rows.map((cells) => cells.map((each) => each.trim() === '')) }
        }
        expect(read(true)).toEqual(read(false))
      },
    ),
    runs(30, 2_000),
  )
})

it('A cell nobody needs is still known as blank or not, and split the same', () => {
  fc.assert(
    fc.property(table, fc.boolean(), fc.integer({ min: 1, max: 90 }), (lines, all, piece) => {
      const text = fileOf(lines, all)
      const read = (isSkipped: boolean) => {
        const skip = createCellSkip()
        if (isSkipped) skip.columns.fill(UNREAD)
        const found: { blanks: boolean[]; line: number; text: string | undefined }[] = []
        readBytes(text, piece, {
          skip,
          keepText: true,
          onRow: (cells: string[] & { text?: string }, line) =>
            found.push({ blanks: cells.map((each) => each.trim() === ''), line, text: cells.text }),
        })
        return found
      }
      expect(read(true)).toEqual(read(false))
    }),
    runs(30, 2_000),
  )
  expect(FILLED.trim()).not.toBe('')
})

type Told = { cells: string[]; text: string | undefined; line: number; note: string | null }
type OnRow = (cells: string[] & { text?: string }, line: number, note: string | null) => void

/** Returns a reader's output for a text, including its error. */
function told(read: (onRow: OnRow) => void) {
  const rows: Told[] = []
  try {
    read((cells, line, note) => rows.push({ cells: [...cells], text: cells.text, line, note }))
    return { rows, fault: null }
  } catch (error) {
    return { rows, fault: `${(error as Error).constructor.name} ${(error as { line?: number }).line}` }
  }
}

const asText = (text: string) =>
  told((onRow) => {
    const tokenizer = createTokenizer({ delimiter: ',', keepText: true, onRow })
    tokenizer.push(text)
    tokenizer.end()
  })
const asBytes = (text: string, piece: number) => told((onRow) => readBytes(text, piece, { keepText: true, onRow }))

it('Splitting bytes gives the same as splitting text, for any content and chunks', () => {
  const scraps = ['a', 'é', '東', '🙂', '"', '""', ',', '\n', '\r', '\r\n', ' ', ',"', '",', '"\n', 'x'.repeat(70)]
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...scraps), { maxLength: 30 }),
      fc.integer({ min: 1, max: 40 }),
      (parts, piece) => {
        const text = parts.join('')
        expect(asBytes(text, piece)).toEqual(asText(text))
      },
    ),
    runs(120, 10_000),
  )
})

it('A row of megabytes is read completely, and so are the rows after it', () => {
  const text = `e,n\n\na,"${'läng, '.repeat(200_000)}"\r\nb,"c""d"\n\ne,f`
  expect(asBytes(text, 65_536)).toEqual(asText(text))
  const open = `e,n\n${'x,y\n'.repeat(3)}a,"${'open '.repeat(250_000)}`
  expect(asBytes(open, 65_536).fault).toBe('UnclosedQuote 5')
})

it('Rows are stored as in the file, whatever chunks they were read in', () => {
  const scraps = ['a', 'é', '"b, ""c"', ',', '\n', '\r', '\r\n', '\n\n', '"x\ny"', ' ']
  const parts = fc.array(fc.constantFrom(...scraps), { maxLength: 40 })
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 }), (found, piece, each) => {
      const marks = createCellMarks()
      const blocks = createRowBlocks(',', marks)
      const rows: string[][] = []
      const kept: string[][] = []
      const keep = () => {
        const block = blocks.take()
        if (block) kept.push(...rowsOfBlock(block, ',').map((cells) => [...cells]))
      }
      // The first rows are held back, as while the header is detected.
      const waiting: string[][] = []
      const result = told((onRow) =>
        readBytes(found.join(''), piece, {
          keepText: true,
          marks,
          onRow(cells, line, note) {
            onRow(cells, line, note)
            rows.push([...cells])
            waiting.push(cells)
            if (rows.length <= 2) return
            marks.direct = true
            for (const row of waiting.splice(0)) blocks.add(row, rows.length)
            if (rows.length % each === 0) keep()
          },
        }),
      )
      for (const row of waiting) blocks.add(row, rows.length)
      keep()
      if (result.fault === null) expect(kept).toEqual(rows)
    }),
    runs(60, 5_000),
  )
})
