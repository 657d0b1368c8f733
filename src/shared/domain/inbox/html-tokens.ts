/** Reads any HTML into tags and text, forgivingly. What is made of it is written anew, never passed on as it came. */

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

const mostTags = 20_000
const tagStart = /[a-zA-Z/!?]/

/** Gives the tokens of a mail, at most 20,000 tags: what comes after is not shown. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0
  for (let tags = 0; at < html.length && tags < mostTags; tags += 1) {
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

const attributePattern = /\s*(?<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"(?<d>[^"]*)"|'(?<s>[^']*)'|(?<u>[^\s"'>]+)))?|[^>]/y

function readTag(html: string, at: number) {
  const closing = html[at + 1] === '/'
  const nameAt = at + (closing ? 2 : 1)
  const name = /[a-zA-Z][\w:-]*/y
  name.lastIndex = nameAt
  const named = name.exec(html)?.[0] ?? ''
  const attributes = new Map<string, string>()
  attributePattern.lastIndex = nameAt + named.length
  let end = attributePattern.lastIndex
  for (let match = attributePattern.exec(html); match; match = attributePattern.exec(html)) {
    end = attributePattern.lastIndex
    const { name: key, d, s, u } = match.groups ?? {}
    // The first of two with one name counts, as in a browser.
    if (key && attributes.size < 100 && !attributes.has(key.toLowerCase())) {
      attributes.set(key.toLowerCase(), decodeEntities(d ?? s ?? u ?? ''))
    }
  }
  const close = html.indexOf('>', end)
  return { name: named.toLowerCase(), closing, attributes, end: close < 0 ? html.length : close + 1 }
}

const named: Readonly<Record<string, string>> = {
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
}

/** Characters for the entities mails use; one that is not known stays as it stands. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(?:#(?<number>\d{1,8}|x[\da-f]{1,6})|(?<name>[a-z]{2,8}));?/gi, (whole, number, name) => {
    if (typeof number === 'string') {
      const code = /^x/i.test(number) ? Number.parseInt(number.slice(1), 16) : Number(number)
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
    }
    const key = String(name)
    return named[key] ?? named[key.toLowerCase()] ?? whole
  })
}
