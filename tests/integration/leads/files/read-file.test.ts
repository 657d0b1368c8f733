import fs from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLeadFile } from '#backend/leads/files/read-file.ts'
import { anyText } from '../../../support/any-text.ts'
import { runs } from '../../../support/long.ts'
import { failure, fileDir, writeFile } from '../support.ts'

const sizes = [1, 7, 65_536]

/** Reads bytes in chunks of every size, and fails if the size changes the result. */
async function readBytes(bytes: Buffer | string) {
  const file = writeFile(fileDir(), 'leads.csv', bytes)
  const read = async (chunkBytes: number) => {
    let rows: string[][] = []
    const { encoding, delimiter, header, rowCount, sha256, sizeBytes } = await readLeadFile(
      { path: file, format: null, chunkBytes },
      () => {
        rows = []
        return { onRow: (cells) => void rows.push(cells) }
      },
    )
    return { encoding, delimiter, header, rowCount, sha256, sizeBytes, rows }
  }
  const outcomes = await Promise.all(
    sizes.map((size) =>
      read(size).catch((error: { code?: string; data?: unknown }) => ({ code: error.code, data: error.data, error })),
    ),
  )
  const [first] = outcomes
  const plain = (outcome: unknown) => JSON.stringify(outcome)
  for (const outcome of outcomes) expect(plain(outcome)).toBe(plain(first))
  if (first && 'error' in first) throw first.error
  return first as Awaited<ReturnType<typeof read>>
}

const text = 'Email,Name\na@b.co,Zoë 李 😀\n'
const rows = [['a@b.co', 'Zoë 李 😀']]
const utf16be = (of: string) => Buffer.from(of, 'utf16le').swap16()
const latin = (of: string) => Buffer.from(of, 'latin1')

describe('the encoding of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-16 as Excel writes it', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), 'utf-16le'],
    ['UTF-16 big-endian', utf16be(`\ufeff${text}`), 'utf-16be'],
    ['UTF-16 big-endian without a mark', utf16be(text), 'utf-16be'],
  ])('is detected for %s, and the mark is no part of the first header', async (_name, bytes, encoding) => {
    expect(await readBytes(bytes)).toMatchObject({ encoding, header: ['Email', 'Name'], rows })
  })

  it('is Windows-1252 if it is not UTF-8, with its quotes and its euro', async () => {
    const bytes = latin('Email,Name\na@b.co,J\xfcrgen \x93Gro\xdf\x94 \x96 10 \x80\n')
    expect(await readBytes(bytes)).toMatchObject({
      encoding: 'windows-1252',
      rows: [['a@b.co', 'Jürgen “Groß” – 10 €']],
    })
  })

  it('is detected as Windows-1252 even if that shows only after megabytes', async () => {
    const file = writeFile(
      fileDir(),
      'late.csv',
      Buffer.concat([Buffer.from(`Email,Name\n${'a@b.co,Ann\n'.repeat(200_000)}`), latin('z@b.co,Zo\xeb\n')]),
    )
    let last: string[] = []
    let count = 0
    const facts = await readLeadFile({ path: file, format: null }, () => {
      count = 0
      return {
        onRow(cells) {
          count += 1
          last = cells
        },
      }
    })
    expect(facts).toMatchObject({ encoding: 'windows-1252', rowCount: 200_001 })
    expect({ count, last }).toEqual({ count: 200_001, last: ['z@b.co', 'Zoë'] })
  })

  it('can be two encodings if the operator says so', async () => {
    const lines = [
      Buffer.from('Email,N\na@b.co,Zoë\n'),
      latin('b@b.co,J\xfcrgen \x96 \xe9'),
      Buffer.from('\nc@b.co,李 😀 ü\n'),
    ]
    for (const mark of ['', '\ufeff']) {
      const file = writeFile(fileDir(), 'two.csv', Buffer.concat([Buffer.from(mark), ...lines]))
      for (const chunkBytes of sizes) {
        const found: string[][] = []
        await readLeadFile({ path: file, format: { encoding: 'utf-8+windows-1252' }, chunkBytes }, () => ({
          onRow: (cells) => void found.push(cells),
        }))
        expect(found.map(([, cell]) => cell)).toEqual(['Zoë', 'Jürgen – é', '李 😀 ü'])
      }
    }
  })

  it.each([
    [
      'UTF-8 with one broken character',
      Buffer.concat([Buffer.from('Email,N\nü,é\nß,ö\nx,'), Buffer.from([0xe4]), Buffer.from('\n')]),
      4,
    ],
    ['UTF-8 cut off in a character', Buffer.concat([Buffer.from('Email,N\nü,é\nx,'), Buffer.from([0xc3])]), 3],
    [
      'a marked UTF-8 file that is not',
      Buffer.concat([Buffer.from('\ufeffEmail,N\nx,'), Buffer.from([0xe4]), Buffer.from('\n')]),
      2,
    ],
    ['UTF-16 with half a character', Buffer.concat([Buffer.from('\ufeffEmail,N\nx,\ud83d\n', 'utf16le')]), 2],
    [
      'UTF-16 with half a byte pair',
      Buffer.concat([Buffer.from('\ufeffEmail,N\nx,y', 'utf16le'), Buffer.from([0x41])]),
      2,
    ],
  ])('refuses %s completely, naming the line', async (_name, bytes, line) => {
    expect(await failure(readBytes(bytes))).toMatchObject({ code: 'FILE_UNDECODABLE', data: { line } })
  })
})

/** Returns the beginning of a zip that contains files of these names. */
const zip = (...names: readonly string[]) =>
  Buffer.concat(names.map((name) => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from(name)])))

/** Returns Microsoft's old container format with one stream. */
const ole = (stream: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(stream, 'utf16le')])

describe('a file that is no lead list', () => {
  it.each([
    ['a zip', Buffer.from('PK\x03\x04\x14\x00holiday.jpg', 'latin1'), 'zip'],
    ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ'), 'pdf'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'png'],
    ['a program', Buffer.from(`MZ${'\0'.repeat(200)}`), 'exe'],
    ['a Linux program', Buffer.from('7f454c460201', 'hex'), 'elf'],
    ['any binary', Buffer.from(Array.from({ length: 200 }, (_, i) => i % 8)), 'binary'],
    ['a web page', Buffer.from('\n<!DOCTYPE html><html></html>'), 'html'],
    ['JSON cut off', Buffer.from('[{"email":"a@b.co"}'), 'json'],
    ['an old workbook', ole('Workbook'), 'xls'],
    ['a workbook with a password', ole('EncryptedPackage'), 'locked'],
    ['an old Word document', ole('WordDocument'), 'doc'],
    ['a LibreOffice spreadsheet', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), 'ods'],
    ['a Numbers document', zip('Index/Document.iwa'), 'iwork'],
    ['a Word document', zip('[Content_Types].xml', 'word/document.xml'), 'docx'],
    ['a presentation', zip('[Content_Types].xml', 'ppt/presentation.xml'), 'pptx'],
    ['a binary workbook', zip('[Content_Types].xml', 'xl/workbook.bin'), 'xlsb'],
    ['a link to a Google sheet', Buffer.from('{"doc_id":"1aB","email":"ann@acme.example"}'), 'gsheet'],
    [
      'a saved mail',
      Buffer.from(
        'Return-Path: <bo@birch.example>\r\nFrom: Bo <bo@birch.example>\r\nTo: ann@acme.example\r\nSubject: Leads\r\nMIME-Version: 1.0\r\n\r\nHello\r\n',
      ),
      'eml',
    ],
    ['YAML', Buffer.from('leads:\n  - email: ann@acme.example\n    name: Ann\n'), 'yaml'],
    ['a contact card', Buffer.from('BEGIN:VCARD\nVERSION:3.0\nEMAIL:a@b.co\nEND:VCARD\n'), 'vcard'],
  ])('is refused by its kind: %s', async (_name, bytes, looksLike) => {
    expect(await failure(readBytes(bytes))).toMatchObject({ code: 'FILE_TYPE_UNKNOWN', data: { looksLike } })
  })

  it('is a truncated workbook', async () => {
    const bytes = Buffer.from('PK\x03\x04\x14\x00[Content_Types].xml', 'latin1')
    expect(await failure(readBytes(bytes))).toMatchObject({ code: 'FILE_UNREADABLE', data: { reason: 'damaged' } })
  })

  it.each([
    ['no byte', ''],
    ['only a mark', '\ufeff'],
    ['only blank lines', '\n\r\n  \n'],
  ])('is empty with %s', async (_name, content) => {
    expect(await failure(readBytes(content))).toMatchObject({ code: 'FILE_EMPTY' })
  })

  it('is too wide with more than a thousand columns', async () => {
    const wide = (n: number) => `${Array.from({ length: n }, (_, i) => `c${i}`).join(',')}\n${','.repeat(n - 1)}\n`
    expect(await failure(readBytes(wide(1001)))).toMatchObject({ code: 'FILE_TOO_WIDE', data: { columns: 1001 } })
    expect((await readBytes(wide(1000))).header).toHaveLength(1000)
  })

  it('with a quote that is never closed is refused with its line', async () => {
    const broken = `Email,N\n${'a@b.co,x\n'.repeat(9000)}b@c.co,"open\n${'a@b.co,x\n'.repeat(9000)}`
    expect(await failure(readBytes(broken))).toMatchObject({ code: 'FILE_UNCLOSED_QUOTE', data: { line: 9002 } })
  })

  it('is missing, or a folder', async () => {
    const dir = fileDir()
    const read = (file: string) =>
      failure(readLeadFile({ path: file, format: null }, () => ({ onRow: () => undefined })))
    expect(await read(path.join(dir, 'gone.csv'))).toEqual({ code: 'FILE_NOT_FOUND', data: { fileName: 'gone.csv' } })
    expect(await read(dir)).toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})

it('Control characters in a cell do not end a file, nor make it binary', async () => {
  const content = 'Email,Name\na@b.co,nul\0x\nc@d.co,sub\u001ax\ne@f.co,zwsp\u200bx\n'
  expect((await readBytes(content)).rows.map(([, name]) => name)).toEqual(['nul\0x', 'sub\u001ax', 'zwsp\u200bx'])
})

it('Characters, doubled quotes and line ends split between chunks stay intact', async () => {
  for (let pad = 65_520; pad < 65_540; pad += 1) {
    const filler = `Email,N\na@b.co,${'x'.repeat(pad - 15 - 4)}\r\n`
    const { rows: found } = await readWhole(`${filler}😀é,"a""b"\r\nc,d\r\n`)
    expect(found.slice(1)).toEqual([
      ['😀é', 'a"b'],
      ['c', 'd'],
    ])
  }
})

async function readWhole(content: string) {
  const found: string[][] = []
  const facts = await readLeadFile({ path: writeFile(fileDir(), 'a.csv', content), format: null }, () => ({
    onRow: (cells) => void found.push(cells),
  }))
  return { ...facts, rows: found }
}

it('Any bytes give rows or a named error', async () => {
  const file = path.join(fileDir(), 'any.csv')
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .tuple(anyText(40), fc.constantFrom('utf8', 'utf16le', 'latin1'))
      .map(([of, as]) => Buffer.from(`Email,N\n${of}\n"x`, as as BufferEncoding)),
  )
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom(...sizes), async (content, chunkBytes) => {
      fs.writeFileSync(file, content)
      let seen = 0
      try {
        const facts = await readLeadFile({ path: file, format: null, chunkBytes }, () => {
          seen = 0
          return {
            onRow(cells) {
              seen += 1
              for (const cell of cells)
                if (!Buffer.from(content).includes('\ufffd')) expect(cell).not.toContain('\ufffd')
            },
          }
        })
        expect(facts.rowCount).toBe(seen)
      } catch (error) {
        expect((error as { code?: string }).code).toMatch(/^FILE_/)
      }
    }),
    runs(40, 300),
  )
})
