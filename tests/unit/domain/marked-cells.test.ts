import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPayloadBytes } from '#backend/features/leads/payload-bytes.ts'
import { createCellMarks } from '#shared/domain/csv/cell-marks.ts'
import { createCellSkip, createTokenizer, FILLED } from '#shared/domain/csv/tokenizer.ts'
import type { Mapping } from '#shared/domain/mapping.ts'
import { createRowMapper } from '#shared/domain/row-mapper.ts'

const mapping: Mapping = [
  { kind: 'field', field: 'email' },
  { kind: 'field', field: 'first_name' },
  { kind: 'field', field: 'company_name' },
  { kind: 'variable', name: 'city' },
  { kind: 'variable', name: 'note' },
]
/** What is cleaned, escaped, or meant to be left alone. */
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
  '\ue001',
  '\u007f',
  '\ud800',
  'Ã¼',
  '&amp;',
  '<b>',
  '\\n',
  ',',
  '0',
)
const cell = fc.array(pieces, { maxLength: 4 }).map((parts) => parts.join(''))
const rows = fc.array(fc.tuple(cell, cell, cell, cell, cell), { minLength: 1, maxLength: 8 })
const quoted = (text: string, always: boolean) =>
  always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** Each payload as it crosses threads, from a text cut in pieces of one size. */
function written(text: string, piece: number, settings: Parameters<typeof createRowMapper>[1], isMarked: boolean) {
  const marks = createCellMarks()
  const mapper = createRowMapper(mapping, settings, isMarked ? marks : null)
  const bytes = createPayloadBytes(() => undefined)
  const found: string[] = []
  let from = 0
  const tokenizer = createTokenizer({
    delimiter: ',',
    marks,
    onRow(cells) {
      const { email } = mapper.judge(cells)
      mapper.write(cells, email, bytes)
      const to = bytes.ended()
      found.push(`${mapper.payload(cells, email)} ${from} ${to}`)
      from = to
    },
  })
  for (let at = 0; at < text.length; at += piece) tokenizer.push(text.slice(at, at + piece))
  tokenizer.end()
  const all = Buffer.from(bytes.take() ?? [])
  return found.map((each) => {
    const [, payload = '', start, end] = /^(.*) (\d+) (\d+)$/s.exec(each) ?? []
    expect(all.toString('utf8', Number(start), Number(end))).toBe(payload)
    return payload
  })
}

it('a lead is the same whether its cells were marked while they were cut or looked at one by one', () => {
  fc.assert(
    fc.property(
      rows,
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 90 }),
      (table, all, repair, mend, piece) => {
        const settings = { holdUnverified: false, repairMojibake: repair, mendValues: mend }
        const text = table.map((cells) => cells.map((each) => quoted(each, all)).join(',')).join('\n')
        const looked = written(text, 1e6, settings, false)
        expect(written(text, piece, settings, true)).toEqual(looked)
        expect(looked.map((payload) => JSON.stringify(JSON.parse(payload)))).toEqual(looked)
      },
    ),
    { numRuns: 400 },
  )
})

it('a cell nobody will look at is still told blank or not, and cut the same', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), fc.integer({ min: 1, max: 90 }), (table, all, piece) => {
      const text = table.map((cells) => cells.map((each) => quoted(each, all)).join(',')).join('\n')
      const read = (isSkipped: boolean) => {
        const skip = createCellSkip()
        if (isSkipped) skip.columns.fill(1)
        const found: { blanks: boolean[]; line: number; text: string | undefined }[] = []
        const tokenizer = createTokenizer({
          delimiter: ',',
          skip,
          keepText: true,
          onRow: (cells: string[] & { text?: string }, line) =>
            found.push({ blanks: cells.map((each) => each.trim() === ''), line, text: cells.text }),
        })
        for (let at = 0; at < text.length; at += piece) tokenizer.push(text.slice(at, at + piece))
        tokenizer.end()
        return found
      }
      expect(read(true)).toEqual(read(false))
    }),
    { numRuns: 400 },
  )
  expect(FILLED.trim()).not.toBe('')
})
