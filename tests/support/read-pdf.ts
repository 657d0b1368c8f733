/**
 * Reads pages and text from a PDF as Chromium writes it: whole objects, deflate streams, fonts with a table of letters.
 */
import { inflateSync } from 'node:zlib'

/** `text` has no white space: letters are placed individually, and there may be no gaps between them. */
export type ReadPdf = { readonly pages: number; readonly text: string }

/** Returns a text in the form in which it is found in a PDF. */
export const squeezed = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, '')

export function readPdf(bytes: Buffer): ReadPdf {
  const source = bytes.toString('latin1')
  if (!source.startsWith('%PDF-')) throw new Error('no PDF')
  const objects = new Map<string, string>()
  for (const [, id, body] of source.matchAll(/(?:^|\n)(\d+) 0 obj\r?\n?([\s\S]*?)\nendobj/g))
    if (id !== undefined && body !== undefined) objects.set(id, body)
  const pages = [...objects.values()].filter((body) => /\/Type\s*\/Page\b/.test(body))
  const fonts = new Map<string, ReadonlyMap<number, string>>()
  for (const [id, body] of objects) {
    const letters = /\/ToUnicode (\d+) 0 R/.exec(body)?.[1]
    if (letters) fonts.set(id, lettersOf(streamOf(objects.get(letters) ?? '')))
  }
  const text = pages
    .map((page) => {
      const named = new Map(
        [...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name ?? '', fonts.get(id ?? '')] as const),
      )
      const contents = /\/Contents (\d+) 0 R/.exec(page)?.[1] ?? ''
      return wordsOf(streamOf(objects.get(contents) ?? ''), named)
    })
    .join('')
  return { pages: pages.length, text: squeezed(text) }
}

function streamOf(body: string): string {
  const from = body.indexOf('stream')
  if (from < 0) return ''
  const start = body[from + 6] === '\r' ? from + 8 : from + 7
  const packed = Buffer.from(body.slice(start, body.lastIndexOf('endstream')), 'latin1')
  return (body.slice(0, from).includes('/FlateDecode') ? inflateSync(packed) : packed).toString('latin1')
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le')

function lettersOf(table: string): ReadonlyMap<number, string> {
  const letters = new Map<number, string>()
  for (const [, block = ''] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', to = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      letters.set(Number.parseInt(glyph, 16), utf16(to))
  for (const [, block = ''] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, first = '', last = '', to = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const start = Number.parseInt(first, 16)
      for (let glyph = start; glyph <= Number.parseInt(last, 16); glyph++)
        letters.set(glyph, String.fromCodePoint(Number.parseInt(to, 16) + glyph - start))
    }
  return letters
}

/** Returns the letters in drawing order. */
function wordsOf(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string> | undefined>): string {
  let font: ReadonlyMap<number, string> | undefined
  let text = ''
  for (const [, name, hex] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
    if (name !== undefined) font = fonts.get(name)
    else if (hex !== undefined)
      for (let at = 0; at < hex.length; at += 4) text += font?.get(Number.parseInt(hex.slice(at, at + 4), 16)) ?? ''
  }
  return text
}
