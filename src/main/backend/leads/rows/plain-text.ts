/** Restores names in which web pages and sheets left markup: entities, tags, links. */

/** The letters from U+00C0 to U+00FF, in order. */
const letters =
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  )
const entities = new Map<string, string>([
  ...letters.map((name, at) => [name, String.fromCharCode(0xc0 + at)] as const),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
  }),
  ...Object.entries({ rsquo: '’', ldquo: '“', rdquo: '”', hellip: '…', reg: '®', copy: '©', trade: '™', middot: '·' }),
  ...Object.entries({ bull: '•', laquo: '«', raquo: '»', euro: '€', Scaron: 'Š', scaron: 'š', OElig: 'Œ', oelig: 'œ' }),
])

const decode = (text: string): string =>
  text.replace(/&(#\d{1,6}|#x[\da-f]{1,5}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities.get(name) ?? entities.get(name.toLowerCase()) ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    const isCharacter = code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : ''
  })

/** Returns whether a text may contain markup, which hardly any name does; a `&` alone is in many company names. */
export const mayContainMarkup = (text: string): boolean =>
  text.includes('/') || text.includes('<') || (text.includes('&') && text.includes(';'))

const PAGE = 500

/** Returns `M&uuml;ller &amp; Co`, `<b>Acme</b>`, `[Acme](https://…)` and `Acme – https://…` as people read them. */
export function asPlainText(text: string): string {
  if (!mayContainMarkup(text) || text.length > PAGE) return text
  const once = decode(text)
  const bare = (once === text ? text : decode(once))
    .replace(/^=?HYPERLINK\(\s*"[^"]*"\s*[,;]\s*"([^"]*)"\s*\)$/i, '$1')
    .replace(/<\/?(?:a|b|i|u|em|strong|span|p|br|div|font|small|su[bp]|h[1-6]|li|ul|td|tr|img)(?:\s[^<>]*|\/)?>/gi, ' ')
    .replace(/\[([^\][]*)\]\((?:https?:|www\.|\/)[^)\s]*\)/gi, '$1')
    .replace(/[([<]?\s?(?:https?:\/\/|www\.)[^\s)\]>]+[)\]>]?/gi, ' ')
  return bare === text ? text : bare.replace(/\s+/g, ' ').replace(/^[\s|,;:–—-]+|[\s|,;:–—(-]+$/g, '')
}
