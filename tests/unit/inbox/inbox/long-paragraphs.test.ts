import { expect, it } from 'vitest'
import { splitLongText } from '#shared/domain/inbox/long-paragraphs.ts'
import { sanitiseHtml } from '#shared/domain/inbox/sanitise-html.ts'

const end = '<tt></tt>'
const lengthsOf = (pieces: readonly string[]) => pieces.map((piece) => piece.replaceAll(/<[^>]*>/g, '').length)
const thai = 'กขคง'.repeat(20_000)

it.each([
  ['one word', `<p>${thai}</p>`],
  ['words', `<p>${'hello world '.repeat(6_000)}</p>`],
  ['many short parts', `<p>${`<b>${'ب'.repeat(40)}</b>`.repeat(2_000)}</p>`],
  ['lines', `<div>${`${'אa '.repeat(25)}<br>`.repeat(800)}</div>`],
  ['a part after a nearly full piece', `${'a'.repeat(4_990)}<i>${'b'.repeat(9_000)}</i>`],
])(
  'A long paragraph of %s is split into pieces that a browser lays out at once, with the same letters',
  (_what, html) => {
    const shown = sanitiseHtml(html).html
    expect(Math.max(...lengthsOf(shown.split(end)))).toBeLessThanOrEqual(5_000)
    expect(shown.replaceAll(end, '')).toBe(html)
    expect(sanitiseHtml(shown).html).toBe(shown)
  },
)

it('Pieces end at line breaks and spaces, and never within a character', () => {
  const lines = sanitiseHtml(`${'a'.repeat(70)}<br>`.repeat(200)).html.split(end)
  expect(lines.every((piece) => piece === '' || piece.endsWith('<br>'))).toBe(true)
  const words = sanitiseHtml('hello world '.repeat(1_000)).html.split(end)
  expect(words.every((piece) => piece.endsWith(' '))).toBe(true)
  for (const [before, text] of [
    ['a'.repeat(4_999), '😀'],
    ['a'.repeat(4_997), '&amp;'],
  ] as const)
    expect(sanitiseHtml(`${before}${text}b`).html).toBe(`${before}${end}${text}b`)
})

it('Ordinary paragraphs stay as they are', () => {
  const html = `<p>${'a'.repeat(4_000)}</p><p>${'b'.repeat(2_000)}<br>${'c'.repeat(2_000)}</p>`
  expect(sanitiseHtml(html).html).toBe(html)
  expect(splitLongText('a'.repeat(5_000))).toHaveLength(1)
})

it('A long plain text is split likewise, at its lines', () => {
  const pieces = splitLongText(thai)
  expect(Math.max(...lengthsOf(pieces))).toBe(5_000)
  expect(pieces.join('')).toBe(thai)
  const lines = splitLongText(`${'a'.repeat(70)}\n`.repeat(200))
  expect(lines.every((piece) => piece === '' || piece.endsWith('\n'))).toBe(true)
})
