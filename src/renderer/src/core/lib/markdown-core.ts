/** Parses the guides. Only the Markdown they use becomes a block: no HTML and no images, so nothing that could run. */
import { Lexer, type MarkedToken, type Token, type Tokens } from 'marked'

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

/** Returns all blocks of a page. Code drawings (mermaid) and HTML comments are left out. */
export const parseMarkdown = (source: string): readonly Block[] => blocksOf(Lexer.lex(source))

const blocksOf = (tokens: readonly Token[]): readonly Block[] => tokens.flatMap(blockOf)

function blockOf(token: Token): readonly Block[] {
  const one = token as MarkedToken
  switch (one.type) {
    case 'heading':
      return [{ kind: 'heading', level: one.depth, anchor: anchorOf(one.text), parts: inlineOf(one.tokens) }]
    case 'paragraph':
    case 'text':
      return paragraph(inlineOf(one.tokens ?? [one]))
    case 'html':
      return one.text.startsWith('<!--') ? [] : paragraph([{ kind: 'text', text: one.text }])
    case 'blockquote':
      return one.tokens
        .flatMap(blockOf)
        .map((block) => (block.kind === 'paragraph' ? { ...block, kind: 'quote' } : block))
    case 'code':
      return one.lang === 'mermaid' ? [] : [{ kind: 'code', text: one.text }]
    case 'list':
      return [{ kind: 'list', ordered: one.ordered, items: one.items.map(itemOf) }]
    case 'table':
      return [{ kind: 'table', head: one.header.map(cellOf), rows: one.rows.map((row) => row.map(cellOf)) }]
    default:
      return []
  }
}

const paragraph = (parts: readonly Inline[]): readonly Block[] =>
  parts.length === 0 ? [] : [{ kind: 'paragraph', parts }]

const cellOf = ({ tokens }: Tokens.TableCell): readonly Inline[] => inlineOf(tokens)

/** The first block of an item is its own text; lists and code in it come after that. */
function itemOf({ tokens }: Tokens.ListItem): ListItem {
  const [first, ...rest] = blocksOf(tokens)
  if (first?.kind === 'paragraph') return { parts: first.parts, blocks: rest }
  return { parts: [], blocks: first ? [first, ...rest] : [] }
}

const inlineOf = (tokens: readonly Token[]): readonly Inline[] => tokens.flatMap(partsOf)

/** Images are left out; HTML is kept as plain text. */
function partsOf(token: Token): readonly Inline[] {
  const one = token as MarkedToken
  switch (one.type) {
    case 'codespan':
      return [{ kind: 'code', text: one.text }]
    case 'strong':
    case 'em':
      return [{ kind: one.type, parts: inlineOf(one.tokens) }]
    case 'link':
      return [{ kind: 'link', to: one.href, parts: inlineOf(one.tokens) }]
    case 'image':
      return []
    case 'text':
      if (one.tokens) return inlineOf(one.tokens)
      return [{ kind: 'text', text: onOneLine(one.text) }]
    case 'escape':
    case 'html':
      return [{ kind: 'text', text: onOneLine(one.text) }]
    default:
      return [{ kind: 'text', text: onOneLine(one.raw) }]
  }
}

const onOneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ')

/** Returns the anchor of a heading, as GitHub makes it. */
const anchorOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

/** Returns the text of some parts without formatting. */
export function textOf(parts: readonly Inline[]): string {
  return parts.map((part) => ('parts' in part ? textOf(part.parts) : part.text)).join('')
}
