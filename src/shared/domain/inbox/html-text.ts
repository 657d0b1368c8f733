import { Parser } from 'htmlparser2'
import { escapeHtml } from '../core/escape-html.ts'
import { mailLimits } from '../core/reading-limits.ts'
import { limitHtml, nonTextElements } from './html-reading.ts'

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
 * Returns the text of an HTML email with its paragraphs; quotations are marked with `>` as in plain text emails.
 * Accepts any HTML and takes linear time; text beyond the limits is replaced by `truncationMark`.
 */
export function htmlToText(html: string): string {
  const lines: string[] = []
  let line = ''
  let lineDepth = 0
  let depth = 0
  /** Number of line ends to insert before the next words. */
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

  /** Number of enclosing elements whose content is not text. */
  let hidden = 0
  function block(name: string, begins: boolean): void {
    if (name === 'blockquote') {
      endLine(2)
      depth = Math.max(0, Math.min(mailLimits.quoteDepth, depth + (begins ? 1 : -1)))
    } else if (name === 'br') {
      if (!begins) return
      // A second one does not start a paragraph, because email programs write line breaks this way.
      endLine(1)
      if (depth === 0) ends = 1
    } else if (blocks.has(name)) {
      endLine(paragraphs.has(name) ? 2 : 1)
      if (lists.has(name)) {
        line = name === 'li' && begins ? bullet : ''
        lineDepth = depth
      }
    }
  }
  const parser = new Parser({
    onopentag(name) {
      if (nonTextElements.has(name)) hidden += 1
      else if (hidden === 0) block(name, true)
    },
    onclosetag(name) {
      if (nonTextElements.has(name)) hidden -= 1
      else if (hidden === 0) block(name, false)
    },
    ontext(text) {
      if (hidden > 0) return
      say(text.replaceAll(invisible, '').replaceAll(/[ \t\r\n]+/g, ' '))
      if (length <= mailLimits.words) return
      cut = true
      parser.pause()
    },
  })
  parser.end(limitHtml(html))
  endLine(0)
  return limitText(lines.join('\n').trim(), cut)
}

const bullet = '- '
/** Soft hyphens and joiners, with which newsletters pad their preview text. */
const invisible = /[\u00ad\u200c]/g
/** Appended to text that was cut. */
export const truncationMark = ' […]'

/** Limits text to the maximum length, with a mark where it was cut. */
export function limitText(words: string, cut = false): string {
  return cut || words.length > mailLimits.words
    ? `${words.slice(0, mailLimits.words).trimEnd()}${truncationMark}`
    : words
}

/** Converts plain text to an HTML body: Instantly only keeps line breaks written as `<br/>`. */
export function textToHtml(text: string): string {
  return escapeHtml(text)
    .replaceAll(/\r\n?|\n/g, '<br/>')
    .replaceAll('  ', ' &nbsp;')
}

/** Reduces text to words, to compare two copies of an email: case, spaces, punctuation and quotations are ignored. */
export function comparableWords(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*>/.test(line))
    .join(' ')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}@]+/gu, '')
}
