/** Converts what mail programs send to plain text: no tags, no entities, one kind of quotation mark, limited length. */

/** Longer replies are classified by their beginning; nobody writes this much above a quoted mail. */
const MAX_CHARACTERS = 24_000

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  rsquo: "'",
  lsquo: "'",
  ldquo: '"',
  rdquo: '"',
  ndash: '-',
  mdash: ' - ',
  hellip: '...',
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
  euml: 'ë',
  agrave: 'à',
  acirc: 'â',
  aacute: 'á',
  ccedil: 'ç',
  iacute: 'í',
  icirc: 'î',
  oacute: 'ó',
  ocirc: 'ô',
  uacute: 'ú',
  ntilde: 'ñ',
  iquest: '¿',
  iexcl: '¡',
}

function decodeEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
  return Number.isInteger(code) && code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : ' '
}

/** Removes everything from each `open` to the next `close`, or to the end if there is none. */
function removeBetween(text: string, open: RegExp, close: string): string {
  const parts: string[] = []
  let from = 0
  open.lastIndex = 0
  for (let match = open.exec(text); match !== null; match = open.exec(text)) {
    parts.push(text.slice(from, match.index))
    const end = text.indexOf(close, match.index)
    from = end < 0 ? text.length : end + close.length
    open.lastIndex = from
  }
  parts.push(text.slice(from))
  return parts.join('\n')
}

/** An address or link in angle brackets, which is not a tag. */
const addressInBrackets = /^<[^\s"'=<>]+(?:@|:\/\/)[^\s"'=<>]+>$/
const blockTag = /^<\/?(?:br|p|div|li|tr|h[1-6]|table|ul|ol)\b/i

function withoutTags(text: string): string {
  if (!/<\/?[a-zA-Z!]/.test(text)) return text
  const quote = text.search(/<(?:div|blockquote)[^<>]{0,200}(?:gmail_quote|moz-cite|yahoo_quoted|type="cite")/i)
  const own = quote >= 0 ? text.slice(0, quote) : text
  const shown = removeBetween(removeBetween(own, /<style\b/gi, '</style>'), /<blockquote\b/gi, '</blockquote>')
  return shown.replace(/<\/?[a-zA-Z!][^<>]*>/g, (tag) => {
    if (addressInBrackets.test(tag)) return tag
    return blockTag.test(tag) ? '\n' : ' '
  })
}

/**
 * Returns the first 24,000 characters of the reply as plain text with `
 * ` as line end. Accepts any input.
 */
export function readableText(text: string): string {
  const lines = withoutTags(text.slice(0, MAX_CHARACTERS))
    .replace(/&(#?[a-zA-Z0-9]{1,8});/g, decodeEntity)
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]*\n\s*/g, '\n\n')
  return normaliseSigns(lines).replace(/(?<![\p{L}\p{N}])(?:\p{L}[ .-]){5,40}\p{L}(?![\p{L}\p{N}])/gu, (letters) =>
    letters.replace(/[ .-]/g, ''),
  )
}

function normaliseSigns(text: string): string {
  if (!/[\u0080-\uffff]/.test(text)) return text.replaceAll('`', "'")
  return text
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
    .replace(/[\u2018\u2019\u201a\u02bc\u00b4`]/g, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replace(/[\u2010\u2011]/g, '-')
    .normalize('NFC')
}
