import { mailLimits } from '../core/reading-limits.ts'
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
const lists = new Set(['li', 'ul', 'ol'])
const paragraphs = new Set(['p', 'blockquote', 'h1', 'h2', 'h3', 'ul', 'ol', 'table'])

/**
 * The words of a mail written in HTML, with its paragraphs; quotations marked with `>` as in plain mails. Of any HTML, in
 * time that grows with its length alone; what is longer than is read ends with `cutMark`.
 */
export function htmlText(html: string): string {
  const lines: string[] = []
  let line = ''
  let lineDepth = 0
  let depth = 0
  /** Line ends asked for before the next words. */
  let ends = 0
  let length = 0
  let cut = html.length > mailLimits.html

  function say(words: string): void {
    const some = line === '' || line === bullet ? words.trimStart() : words
    if (some === '') return
    if (line === '') lineDepth = depth
    line += some
    length += some.length
  }
  function endLine(atLeast: number): void {
    if (line !== '' && line !== bullet) {
      if (ends > 1 && lines.length > 0) lines.push('')
      lines.push(('> '.repeat(lineDepth) + line).trimEnd())
      length += 1 + 2 * lineDepth
      line = ''
      ends = 0
    }
    ends = Math.max(ends, atLeast)
  }

  for (const token of htmlTokens(html)) {
    if (length > mailLimits.words) {
      cut = true
      break
    }
    if (token.kind === 'text') say(decodeEntities(token.text).replaceAll(/[ \t\r\n]+/g, ' '))
    else if (token.kind === 'dropped') continue
    else if (token.name === 'blockquote') {
      endLine(2)
      depth = Math.max(0, Math.min(mailLimits.quoteDepth, depth + (token.kind === 'open' ? 1 : -1)))
    } else if (token.name === 'br') {
      if (token.kind === 'open') {
        // A second one is no paragraph, as mail programs write them.
        endLine(1)
        if (depth === 0) ends = 1
      }
    } else if (blocks.has(token.name)) {
      endLine(paragraphs.has(token.name) ? 2 : 1)
      if (lists.has(token.name)) {
        line = token.name === 'li' && token.kind === 'open' ? bullet : ''
        lineDepth = depth
      }
    }
  }
  endLine(0)
  return bounded(lines.join('\n').trim(), cut)
}

const bullet = '- '
/** The end of words that were cut. */
export const cutMark = ' […]'

/** Words no longer than are kept, told where something is missing. */
export function bounded(words: string, cut = false): string {
  return cut || words.length > mailLimits.words ? `${words.slice(0, mailLimits.words).trimEnd()}${cutMark}` : words
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
