import sanitize from 'sanitize-html'
import type { SafeHtml } from '../../contract/inbox/inbox.ts'
import { limitMarks } from '../core/limit-marks.ts'
import { mailLimits } from '../core/reading-limits.ts'
import { toAsciiDomain } from '../leads/import/ascii-domain.ts'
import { limitHtml, nonTextElements } from './html-reading.ts'
import { truncationMark } from './html-text.ts'
import { splitLongParagraphs } from './long-paragraphs.ts'
import { base64Picture, picturePixels } from './picture-pixels.ts'

/** Tags that are displayed, with the attributes each may keep. All other tags are removed, but their text is kept. */
const displayedTags: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title'],
  abbr: ['title'],
  b: [],
  big: [],
  blockquote: [],
  br: [],
  caption: [],
  center: [],
  cite: [],
  code: [],
  dd: [],
  del: [],
  div: ['align', 'dir'],
  dl: [],
  dt: [],
  em: [],
  font: [],
  h1: ['align'],
  h2: ['align'],
  h3: ['align'],
  h4: ['align'],
  h5: ['align'],
  h6: ['align'],
  hr: [],
  i: [],
  img: ['alt', 'width', 'height'],
  ins: [],
  kbd: [],
  li: [],
  ol: ['start'],
  p: ['align', 'dir'],
  pre: [],
  q: [],
  s: [],
  small: [],
  span: ['dir'],
  strike: [],
  strong: [],
  sub: [],
  sup: [],
  table: ['align', 'width', 'cellpadding', 'cellspacing'],
  tbody: [],
  td: ['align', 'valign', 'width', 'colspan', 'rowspan'],
  tfoot: [],
  th: ['align', 'valign', 'width', 'colspan', 'rowspan'],
  thead: [],
  tr: ['align', 'valign'],
  tt: [],
  u: [],
  ul: [],
}
/** Tags that nobody writes into an email for a person. */
const suspiciousTags = new Set([
  'script',
  'iframe',
  'object',
  'embed',
  'applet',
  'form',
  'input',
  'button',
  'svg',
  'math',
  'base',
  'textarea',
  'select',
  'template',
  'plaintext',
])
const plainValue = /^[\w.%+-]{1,20}$/
const embeddedImage = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]{1,400000}$/i
/** Maximum number of pictures shown in an email, counting each occurrence; others show only their alternative text. */
const maxPictures = 200
/**
 * Maximum number of table positions that the cells of an email may span in total. A browser lays out each of them:
 * 19,000 cells that span 1,000 columns each, in an email of half a megabyte, block the window for minutes.
 */
const maxSpanned = 20_000

const policy = {
  allowedTags: Object.keys(displayedTags),
  allowedAttributes: {
    ...displayedTags,
    a: [...(displayedTags['a'] ?? []), 'data-link'],
    img: [...(displayedTags['img'] ?? []), 'src', 'data-image'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https', 'data'] },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'data-image'],
  allowProtocolRelative: false,
  parseStyleAttributes: false,
  selfClosing: ['br', 'hr', 'img'],
  nonTextTags: [...nonTextElements],
  nestingLimit: 200,
} satisfies sanitize.IOptions

/**
 * Makes an email's HTML safe to display. Only allowed tags and attributes are written, newly generated and escaped, so
 * nothing gets through that was not parsed as one of them. Scripts, styles and forms are removed; remote images are
 * named, not fetched; links are text with their URL in the title.
 */
export function sanitiseHtml(html: string): SafeHtml {
  const images = new Set<string>()
  let pictures = 0
  let spanned = 0
  let lettersLeft: number = mailLimits.words
  const links: string[] = []
  let suspicious = false
  const safe = sanitize(limitHtml(html), {
    ...policy,
    onOpenTag(name, attributes) {
      const refresh = name === 'meta' && attributes['http-equiv']?.toLowerCase() === 'refresh'
      const active = Object.keys(attributes).some((key) => key.startsWith('on'))
      suspicious ||= suspiciousTags.has(name) || refresh || active
    },
    textFilter(text) {
      const shown = text.slice(0, Math.max(0, lettersLeft))
      lettersLeft -= text.length
      return shown
    },
    transformTags: { '*': (tagName, attributes) => ({ tagName, attribs: keptOf(tagName, attributes) }) },
  })
  // The library ends empty elements as in XML; every `>` in text and values is escaped.
  const shown = splitLongParagraphs(limitMarks(safe.replaceAll(' />', '>')))
  return { html: lettersLeft < 0 ? shown + truncationMark : shown, images: [...images], links, suspicious }

  function keptOf(name: string, attributes: sanitize.Attributes): sanitize.Attributes {
    const kept: sanitize.Attributes = {}
    for (const key of Object.hasOwn(displayedTags, name) ? (displayedTags[name] ?? []) : []) {
      const value = Object.hasOwn(attributes, key) ? attributes[key] : undefined
      if (value === undefined) continue
      if (key === 'href') Object.assign(kept, link(value))
      else if (key === 'title' || key === 'alt') kept[key] ??= value.slice(0, 500)
      else if (plainValue.test(value)) kept[key] = value
    }
    if (name === 'img') return { ...kept, ...source(attributes['src'] ?? '') }
    return name === 'td' || name === 'th' ? withoutFarSpans(kept) : kept
  }

  /** Removes spans once the email's cells span more positions than any real email needs. */
  function withoutFarSpans({ colspan, rowspan, ...others }: sanitize.Attributes): sanitize.Attributes {
    const spans = { ...(colspan === undefined ? {} : { colspan }), ...(rowspan === undefined ? {} : { rowspan }) }
    // Parsed as in a browser: digits up to the first other character.
    const times = Object.values(spans).reduce((all, span) => all * (Number.parseInt(span, 10) || 1), 1)
    if (times > 1) spanned += times
    return spanned > maxSpanned ? others : { ...others, ...spans }
  }

  /** Shows the URL a link leads to, whatever the email says about it. It is never followed from inside the email. */
  function link(value: string): sanitize.Attributes {
    const address = webAddress(value)
    if (!address) {
      suspicious ||= /^(?:javascript|vbscript|data):/iu.test(value.replaceAll(/[\s\p{Cc}]/gu, ''))
      return {}
    }
    if (links.length < 500) links.push(address)
    return { href: address, title: address, 'data-link': String(links.length - 1) }
  }

  function source(value: string): sanitize.Attributes {
    if (pictures >= maxPictures) return {}
    if (embeddedImage.test(value.trim())) {
      const src = value.trim().replaceAll(/\s/g, '')
      if ((picturePixels(base64Picture(src.slice(src.indexOf(',') + 1))) ?? Infinity) > mailLimits.pixels) return {}
      pictures += 1
      return { src }
    }
    const address = webAddress(value)
    if (!address || !/^https?:/i.test(address)) return {}
    pictures += 1
    images.add(address)
    return { 'data-image': address }
  }
}

/**
 * Returns a web, email or phone URL without white space and control characters, which a browser would remove too; null
 * for any other. Invisible characters are percent-encoded, because they could change the text direction and hide where
 * the link leads; a user name before the host, which would be taken for the host, is left out; and a host with letters
 * beyond those of Latin, which may only look like them, is written as a browser writes it.
 */
function webAddress(value: string): string | null {
  const address = value
    .replaceAll(/[\s\p{Cc}]+/gu, '')
    .replaceAll(/\p{Cf}/gu, encodeURIComponent)
    .replace(/^(https?:\/\/)[^/?#\\]*@/i, '$1')
    .replace(/(?<=^https?:\/\/)[^/?#:]*[^\0-\u024f][^/?#:]*/i, toAsciiDomain)
  const host = /^https?:\/\/[\p{L}\p{N}.[\]:-]+(?:[/?#].*)?$/iu
  return address.length <= 4_000 && (host.test(address) || /^(?:mailto|tel):[^<>"]+$/i.test(address)) ? address : null
}
