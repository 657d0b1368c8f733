import { decodeEntities, htmlTokens } from './html-tokens.ts'

const blocks = new Set([
  'p',
  'div',
  'br',
  'tr',
  'table',
  'li',
  'ul',
  'ol',
  'blockquote',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'pre',
  'section',
  'article',
])
const paragraphs = new Set(['p', 'blockquote', 'h1', 'h2', 'h3', 'ul', 'ol', 'table'])

/** The words of a mail written in HTML, with its paragraphs; quotations marked with `>` as in plain mails. */
export function htmlText(html: string): string {
  let text = ''
  let depth = 0
  for (const token of htmlTokens(html)) {
    if (token.kind === 'text') {
      const words = decodeEntities(token.text).replaceAll(/[ \t\r\n]+/g, ' ')
      text += text.endsWith('\n') || text === '' ? words.trimStart() : words
    } else if (token.kind === 'dropped') continue
    else if (token.name === 'blockquote') {
      depth = Math.max(0, Math.min(20, depth + (token.kind === 'open' ? 1 : -1)))
      text = lineBreak(text, 2)
    } else if (blocks.has(token.name) && (token.kind === 'open' || token.name !== 'br')) {
      text = token.name === 'br' ? `${text.trimEnd()}\n` : lineBreak(text, paragraphs.has(token.name) ? 2 : 1)
      if (token.name === 'li' && token.kind === 'open') text += '- '
    }
    if (depth > 0 && text.endsWith('\n') && token.kind !== 'close') text += '> '.repeat(depth)
  }
  return text
    .replaceAll(/^(?:> )+$/gm, '')
    .replaceAll(/[ \u00a0]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

function lineBreak(text: string, lines: number): string {
  if (text === '') return ''
  const bare = text.replace(/(?:[ \u00a0]|\n> (?=$|> ))+$/, '')
  const there = /\n*$/.exec(bare)?.[0].length ?? 0
  return bare + '\n'.repeat(Math.max(0, lines - there))
}

/** Plain words as an HTML body: Instantly keeps line breaks as `<br/>` only. */
export function textHtml(text: string): string {
  return escapeHtml(text)
    .replaceAll(/\r\n?|\n/g, '<br/>')
    .replaceAll('  ', ' &nbsp;')
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** Words alone, for comparing two copies of one mail: case, spaces, punctuation and quotations do not count. */
export function bareWords(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*>/.test(line))
    .join(' ')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}@]+/gu, '')
}
