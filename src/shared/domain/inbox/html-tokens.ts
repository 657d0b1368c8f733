/** Reads any HTML into tags and text, forgivingly. What is made of it is written anew, never passed on as it came. */

import { mailLimits } from '../core/reading-limits.ts'

export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string }
  /** A tag whose content is no text of the mail, already skipped. */
  | { readonly kind: 'dropped'; readonly name: string }

/** Everything up to their end is code, style or a document of its own. */
const opaque = new Set([
  'script',
  'style',
  'title',
  'textarea',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'plaintext',
  'template',
  'svg',
  'math',
  'object',
  'applet',
  'audio',
  'video',
  'canvas',
  'select',
])

const tagStart = /[a-zA-Z/!?]/

/** Gives the tokens of a mail, at most 20,000 tags in a million characters: what comes after is not shown. */
export function* htmlTokens(whole: string): Generator<HtmlToken> {
  const html = whole.slice(0, mailLimits.html)
  let at = 0
  for (let tags = 0; at < html.length && tags < mailLimits.tags; tags += 1) {
    const open = nextTag(html, at)
    if (open > at) yield { kind: 'text', text: html.slice(at, open) }
    if (open >= html.length) return
    if (html[open + 1] === '!' || html[open + 1] === '?') {
      at = afterMarkup(html, open)
      continue
    }
    const tag = readTag(html, open)
    at = tag.end
    if (tag.name === '') continue
    if (tag.closing) yield { kind: 'close', name: tag.name }
    else if (opaque.has(tag.name)) {
      at = afterClosing(html, tag.name, at)
      yield { kind: 'dropped', name: tag.name }
    } else yield { kind: 'open', name: tag.name, attributes: tag.attributes }
  }
}

/** The next `<` that begins a tag; a lone one is text. */
function nextTag(html: string, from: number): number {
  for (let at = html.indexOf('<', from); at >= 0; at = html.indexOf('<', at + 1)) {
    if (tagStart.test(html[at + 1] ?? '')) return at
  }
  return html.length
}

function afterMarkup(html: string, at: number): number {
  const comment = html.startsWith('<!--', at)
  const end = comment ? html.indexOf('-->', at + 4) : html.indexOf('>', at)
  return end < 0 ? html.length : end + (comment ? 3 : 1)
}

function afterClosing(html: string, name: string, from: number): number {
  const found = new RegExp(`</${name}[^a-z0-9]`, 'gi')
  found.lastIndex = from
  const match = found.exec(html)
  if (!match) return html.length
  const end = html.indexOf('>', match.index)
  return end < 0 ? html.length : end + 1
}

const blanks = /\s*/y
const tagName = /[a-zA-Z][\w:-]*/y
const attributeName = /[^\s"'<>/=]+/y
const bareValue = /[^\s"'>]+/y

/** What stands at a place; each of these reads on without ever going back. */
function standing(pattern: RegExp, html: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(html)?.[0] ?? ''
}

const afterBlanks = (html: string, at: number): number => at + standing(blanks, html, at).length

/** No character is looked at more than a few times, however the tag is written: mails come from anybody. */
function readTag(html: string, open: number) {
  const closing = html[open + 1] === '/'
  const nameAt = open + (closing ? 2 : 1)
  const name = standing(tagName, html, nameAt)
  const attributes = new Map<string, string>()
  let at = afterBlanks(html, nameAt + name.length)
  while (at < html.length && html[at] !== '>') {
    const key = standing(attributeName, html, at)
    if (key === '') at += 1
    else {
      const { value, end } = readValue(html, at + key.length)
      // The first of two with one name counts, as in a browser.
      if (attributes.size < mailLimits.attributes) {
        const lower = key.toLowerCase()
        if (!attributes.has(lower)) attributes.set(lower, decodeEntities(value))
      }
      at = end
    }
    at = afterBlanks(html, at)
  }
  return { name: name.toLowerCase(), closing, attributes, end: Math.min(at + 1, html.length) }
}

/** The value behind an attribute's name, empty where none follows. A quotation nobody ends is none. */
function readValue(html: string, from: number): { readonly value: string; readonly end: number } {
  const equals = afterBlanks(html, from)
  if (html[equals] !== '=') return { value: '', end: from }
  const at = afterBlanks(html, equals + 1)
  const quote = html[at]
  if (quote === '"' || quote === "'") {
    const end = html.indexOf(quote, at + 1)
    return end < 0 ? { value: '', end: at + 1 } : { value: html.slice(at + 1, end), end: end + 1 }
  }
  const value = standing(bareValue, html, at)
  return { value, end: at + value.length }
}

const named = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    colon: ':',
    tab: '\t',
    newline: '\n',
    lpar: '(',
    rpar: ')',
    sol: '/',
    euro: '€',
    copy: '©',
    reg: '®',
    trade: '™',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    laquo: '«',
    raquo: '»',
    bull: '•',
    middot: '·',
    shy: '',
    zwnj: '',
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    Auml: 'Ä',
    Ouml: 'Ö',
    Uuml: 'Ü',
    szlig: 'ß',
    eacute: 'é',
    egrave: 'è',
    ecirc: 'ê',
    agrave: 'à',
    acirc: 'â',
    ccedil: 'ç',
    ntilde: 'ñ',
    aacute: 'á',
    iacute: 'í',
    oacute: 'ó',
    uacute: 'ú',
    ocirc: 'ô',
    icirc: 'î',
    ucirc: 'û',
    iuml: 'ï',
    euml: 'ë',
  }),
)

/** Characters for the entities mails use; one that is not known stays as it stands. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(?:#(?<number>\d{1,8}|x[\da-f]{1,6})|(?<name>[a-z]{2,8}));?/gi, (whole, number, name) => {
    if (typeof number === 'string') {
      const code = /^x/i.test(number) ? Number.parseInt(number.slice(1), 16) : Number(number)
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
    }
    const key = String(name)
    return named.get(key) ?? named.get(key.toLowerCase()) ?? whole
  })
}
