import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { knownPages, placeOf } from '../../../../src/renderer/src/app/help/links.ts'
import { type Block, type Inline, parseMarkdown, textOf } from '../../../../src/renderer/src/core/lib/markdown-core.ts'

const docs = path.join(import.meta.dirname, '../../../../docs')
const guides = ['setup', 'export', 'troubleshooting', 'faq', 'de/anleitung'].map(
  (name) => [name, readFileSync(path.join(docs, `${name}.md`), 'utf8')] as const,
)

describe('a link of a guide', () => {
  test('opens the guides', () => {
    expect(placeOf('setup.md#backups', 'export')).toBe('/help/setup/backups')
    expect(placeOf('#general', 'troubleshooting')).toBe('/help/troubleshooting/general')
    expect(placeOf('docs/export.md', null)).toBe('/help/export')
    expect(placeOf('../setup.md', 'anleitung')).toBe('/help/setup')
  })

  test.each([
    'javascript:alert(1)',
    'https://evil.example/',
    'file:///etc/passwd',
    '../../secret/setup.md',
    'architecture.md',
    '//x/setup.md',
  ])('to %s stays text', (to) => {
    expect(placeOf(to, 'setup')).toBeNull()
    expect(Object.hasOwn(knownPages, to)).toBe(false)
  })
})

/** Returns the parts of a single paragraph. */
function parseInline(text: string): readonly Inline[] {
  const [block] = parseMarkdown(text)
  return block?.kind === 'paragraph' ? block.parts : []
}

describe('a guide', () => {
  test('keeps headings, lists with their content, tables and code', () => {
    const page = parseMarkdown(
      [
        '# One',
        '',
        'Text over',
        'two lines.',
        '',
        '1. first',
        '   more',
        '   - inner',
        '2. second',
        '',
        '| a | b |',
        '|---|--:|',
        '| `x|y` | c\\|d |',
        '',
        '```sh',
        '# no heading',
        '```',
      ].join('\n'),
    )
    expect(page.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'list', 'table', 'code'])
    const [, text, list, , code] = page
    expect(text?.kind === 'paragraph' && textOf(text.parts)).toBe('Text over two lines.')
    expect(list).toMatchObject({ ordered: true, items: [{ blocks: [{ kind: 'list' }] }, {}] })
    expect(code).toEqual({ kind: 'code', text: '# no heading' })
  })

  test('has nested emphasis, code and links', () => {
    expect(parseInline('**a [`b`](setup.md#c) d** and *e*, snake_case_name')).toEqual([
      {
        kind: 'strong',
        parts: [
          { kind: 'text', text: 'a ' },
          { kind: 'link', to: 'setup.md#c', parts: [{ kind: 'code', text: 'b' }] },
          { kind: 'text', text: ' d' },
        ],
      },
      { kind: 'text', text: ' and ' },
      { kind: 'em', parts: [{ kind: 'text', text: 'e' }] },
      { kind: 'text', text: ', snake_case_name' },
    ])
  })

  test('never becomes anything that could run: HTML stays text, pictures are dropped', () => {
    const parts = parseInline('<img src=x onerror=alert(1)> ![p](http://x/y.png) <b>hi</b>')
    expect(parts.every((part) => part.kind === 'text')).toBe(true)
    expect(textOf(parts)).toContain('<img src=x onerror=alert(1)>')
    expect(textOf(parts)).not.toContain('http://x')
  })

  test.each(guides)('%s is parsed completely: no markup is left in its text', (_name, source) => {
    const left = words(parseMarkdown(source)).filter((text) => /\*\*|\]\(|^#|^\s*\||```/.test(text))
    expect(left).toEqual([])
  })

  test.each(guides)('%s: every word outside of code is kept', (_name, source) => {
    const prose = source
      .replaceAll(/```[\s\S]*?```/g, '')
      .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '')
      .replaceAll(/\]\([^)]*\)/g, ']')
    const wanted = new Set(prose.match(/\p{L}{4,}/gu))
    const found = new Set(
      words(parseMarkdown(source))
        .join(' ')
        .match(/\p{L}{4,}/gu),
    )
    expect([...wanted].filter((word) => !found.has(word))).toEqual([])
  })
})

function words(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block): string[] => {
    if (block.kind === 'code') return []
    if (block.kind === 'list') return block.items.flatMap((item) => [...plain(item.parts), ...words(item.blocks)])
    if (block.kind === 'table') return [block.head, ...block.rows].flat().flatMap(plain)
    return plain(block.parts)
  })
}

/** Returns texts and code separately, because code may look like anything. */
function plain(parts: readonly Inline[]): string[] {
  return parts.flatMap((part) =>
    'parts' in part ? plain(part.parts) : part.kind === 'code' ? [` ${part.text}`] : [part.text],
  )
}
