/**
 * Reads the part of Markdown our guides are written in. Strict on purpose: no HTML, no pictures, nothing that could run;
 * what is not known stays text. Pure, so that it can be tested without a window.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly to: string; readonly parts: readonly Inline[] }

export type ListItem = { readonly parts: readonly Inline[]; readonly blocks: readonly Block[] }

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly anchor: string; readonly parts: readonly Inline[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly parts: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly ListItem[] }
  | {
      readonly kind: 'table'
      readonly head: readonly (readonly Inline[])[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
    }
  | { readonly kind: 'code'; readonly text: string }

const fence = /^\s*```\s*([\w-]*)/
const heading = /^(#{1,6}) (.+?)\s*#*$/
const bullet = /^(\s*)([-*]|\d+[.)])\s+(.*)$/
const quote = /^> ?(.*)$/
const tableRule = /^\s*\|?\s*:?-{3,}/

/** A heading's name as a link says it, as GitHub makes it. */
const anchorOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

/** All blocks of a page. Drawings in code (mermaid) and HTML comments are left out. */
export function parseMarkdown(source: string): readonly Block[] {
  return blocksOf(
    source
      .replaceAll('\r\n', '\n')
      .replaceAll(/<!--[\s\S]*?-->/g, '')
      .split('\n'),
  )
}

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    if (line.trim() === '') {
      at += 1
      continue
    }
    const read =
      readFence(lines, at) ??
      readHeading(line, at) ??
      readTable(lines, at) ??
      readList(lines, at) ??
      readText(lines, at)
    if (read.block) blocks.push(read.block)
    at = read.next
  }
  return blocks
}

type Read = { readonly block: Block | null; readonly next: number }

function readFence(lines: readonly string[], at: number): Read | null {
  const open = fence.exec(lines[at] ?? '')
  if (!open) return null
  let end = at + 1
  while (end < lines.length && !/^\s*```\s*$/.test(lines[end] ?? '')) end += 1
  const text = lines.slice(at + 1, end).join('\n')
  return { block: open[1] === 'mermaid' ? null : { kind: 'code', text }, next: end + 1 }
}

function readHeading(line: string, at: number): Read | null {
  const found = heading.exec(line)
  if (!found) return null
  const [, marks = '#', text = ''] = found
  return {
    block: { kind: 'heading', level: marks.length, anchor: anchorOf(text), parts: parseInline(text) },
    next: at + 1,
  }
}

function readTable(lines: readonly string[], at: number): Read | null {
  if (!(lines[at] ?? '').includes('|') || !tableRule.test(lines[at + 1] ?? '')) return null
  let end = at + 2
  while (end < lines.length && (lines[end] ?? '').includes('|')) end += 1
  const rows = lines.slice(at + 2, end).map(cellsOf)
  return { block: { kind: 'table', head: cellsOf(lines[at] ?? ''), rows }, next: end }
}

function cellsOf(line: string): readonly (readonly Inline[])[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => parseInline(cell.replaceAll('\\|', '|').trim()))
}

function readList(lines: readonly string[], at: number): Read | null {
  const first = bullet.exec(lines[at] ?? '')
  if (!first) return null
  const indent = (first[1] ?? '').length
  const ordered = /\d/.test(first[2] ?? '')
  const items: ListItem[] = []
  let next = at
  while (next < lines.length) {
    const found = bullet.exec(lines[next] ?? '')
    if (!found || (found[1] ?? '').length !== indent || /\d/.test(found[2] ?? '') !== ordered) break
    const inside = indent + (found[2] ?? '').length + 1
    const body = [found[3] ?? '']
    next += 1
    while (next < lines.length && belongs(lines, next, inside)) {
      body.push((lines[next] ?? '').slice(Math.min(inside, indentOf(lines[next] ?? ''))))
      next += 1
    }
    items.push(itemOf(body))
    while (next < lines.length && (lines[next] ?? '').trim() === '' && bullet.test(lines[next + 1] ?? '')) next += 1
  }
  return { block: { kind: 'list', ordered, items }, next }
}

const indentOf = (line: string) => line.length - line.trimStart().length

/** A line further in is the item's; so is an empty one with such a line after it. */
function belongs(lines: readonly string[], at: number, inside: number): boolean {
  const line = lines[at] ?? ''
  if (line.trim() !== '') return indentOf(line) >= Math.min(inside, 2)
  const after = lines[at + 1] ?? ''
  return after.trim() !== '' && indentOf(after) >= Math.min(inside, 2)
}

function itemOf(body: readonly string[]): ListItem {
  const end = body.findIndex(
    (line, index) => index > 0 && (line.trim() === '' || bullet.test(line) || fence.test(line)),
  )
  const own = end === -1 ? body : body.slice(0, end)
  return {
    parts: parseInline(own.map((line) => line.trim()).join(' ')),
    blocks: end === -1 ? [] : blocksOf(body.slice(end)),
  }
}

function readText(lines: readonly string[], at: number): Read {
  const quoted = quote.test(lines[at] ?? '')
  let end = at + 1
  while (end < lines.length && goesOn(lines[end] ?? '', quoted)) end += 1
  const text = lines
    .slice(at, end)
    .map((line) => (quoted ? (quote.exec(line)?.[1] ?? line) : line).trim())
    .join(' ')
  const parts = parseInline(text)
  return { block: parts.length === 0 ? null : { kind: quoted ? 'quote' : 'paragraph', parts }, next: end }
}

function goesOn(line: string, quoted: boolean): boolean {
  if (line.trim() === '' || fence.test(line) || heading.test(line) || bullet.test(line)) return false
  return quote.test(line) === quoted
}

/** Code first: nothing in it means anything. A picture is left out, its words stay. */
const inline =
  /(?<code>`+)(?<codeText>.+?)\k<code>|!\[(?<alt>[^\]]*)\]\([^)]*\)|\[(?<label>(?:`[^`]*`|[^\]`])+)\]\((?<to>[^)\s]+)\)|(?<strong>\*\*)(?<strongText>.+?)\*\*|(?<em>[*_])(?<emText>\S(?:.*?\S)?)\k<em>(?![\p{L}\p{N}])/u

export function parseInline(text: string): readonly Inline[] {
  const parts: Inline[] = []
  let rest = text
  while (rest !== '') {
    const found = inline.exec(rest)
    const groups = found?.groups
    if (!found || !groups) break
    // `_` inside a word is a letter of it.
    const inWord = groups['em'] === '_' && /[\p{L}\p{N}]$/u.test(rest.slice(0, found.index))
    const end = found.index + (inWord ? 1 : found[0].length)
    const before = rest.slice(0, inWord ? end : found.index)
    if (before !== '') parts.push({ kind: 'text', text: plain(before) })
    if (!inWord) parts.push(...inlineOf(groups))
    rest = rest.slice(end)
  }
  if (rest !== '') parts.push({ kind: 'text', text: plain(rest) })
  return parts
}

function inlineOf(groups: Readonly<Record<string, string | undefined>>): readonly Inline[] {
  const { codeText, label, to, strongText, emText } = groups
  if (codeText !== undefined) return [{ kind: 'code', text: codeText.trim() }]
  if (label !== undefined && to !== undefined) return [{ kind: 'link', to, parts: parseInline(label) }]
  if (strongText !== undefined) return [{ kind: 'strong', parts: parseInline(strongText) }]
  if (emText !== undefined) return [{ kind: 'em', parts: parseInline(emText) }]
  return []
}

const plain = (text: string): string => text.replaceAll(/\\([\\`*_{}[\]()#+.!|<>-])/g, '$1')

/** The words of some parts, without their form. */
export function textOf(parts: readonly Inline[]): string {
  return parts.map((part) => ('parts' in part ? textOf(part.parts) : part.text)).join('')
}
