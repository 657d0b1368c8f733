import type { SafeHtml } from '../../contract/inbox/inbox.ts'
import { escapeHtml } from './html-text.ts'
import { decodeEntities, htmlTokens } from './html-tokens.ts'

/** What is drawn, and which attributes each may keep. Everything else loses its tag and keeps its words. */
const allowed: Readonly<Record<string, readonly string[]>> = {
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
const empty = new Set(['br', 'hr', 'img'])
/** Nobody writes these into a mail for a person. */
const alarming = new Set([
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
  'meta-refresh',
  'textarea',
  'select',
  'template',
  'plaintext',
])
const plainValue = /^[\w.%+-]{1,20}$/
const embeddedImage = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]{1,400000}$/i
const deepest = 200
/** Pictures of one mail that are shown, each place counted; the others leave their words. */
const mostPictures = 200

/**
 * Makes a mail's HTML safe to draw: only tags and attributes on the list are written, anew and escaped, so nothing can
 * pass that was not read as one of them. No scripts, no styles, no forms; images from elsewhere are named, not fetched;
 * links are text with their address in the title.
 */
export function sanitiseHtml(html: string): SafeHtml {
  const out: string[] = []
  const open: string[] = []
  const images = new Set<string>()
  let pictures = 0
  const links: string[] = []
  let suspicious = false
  for (const token of htmlTokens(html)) {
    if (token.kind === 'text') out.push(textOf(token.text))
    else if (token.kind === 'dropped') suspicious ||= alarming.has(token.name)
    else if (token.kind === 'close') close(token.name)
    else start(token.name, token.attributes)
  }
  while (open.length > 0) out.push(`</${open.pop() ?? ''}>`)
  return { html: out.join(''), images: [...images], links, suspicious }

  function start(name: string, attributes: ReadonlyMap<string, string>): void {
    const refresh = name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'refresh'
    const active = [...attributes.keys()].some((key) => key.startsWith('on'))
    suspicious ||= alarming.has(name) || refresh || active
    const keeps = Object.hasOwn(allowed, name) ? allowed[name] : undefined
    if (!keeps || open.length > deepest) return
    const kept = keeps.flatMap((key) => {
      const value = attributes.get(key)
      return value === undefined ? [] : attribute(key, value)
    })
    if (name === 'img') kept.push(...source(attributes.get('src') ?? ''))
    out.push(`<${[name, ...kept].join(' ')}>`)
    if (!empty.has(name)) open.push(name)
  }

  function attribute(key: string, value: string): readonly string[] {
    if (key === 'href') return link(value)
    if (key === 'title' || key === 'alt') return [`${key}="${escapeHtml(value.slice(0, 500))}"`]
    return plainValue.test(value) ? [`${key}="${value}"`] : []
  }

  /** An address a link names is shown, and never followed from inside the mail. */
  function link(value: string): readonly string[] {
    const address = webAddress(value)
    if (!address) {
      suspicious ||= /^[\s\p{Cc}]*(?:javascript|vbscript|data)\s*:/iu.test(value.replaceAll(/[\s\p{Cc}]/gu, ''))
      return []
    }
    if (links.length < 500) links.push(address)
    return [`href="${escapeHtml(address)}"`, `data-link="${links.length - 1}"`]
  }

  function source(value: string): readonly string[] {
    if (pictures >= mostPictures) return []
    if (embeddedImage.test(value.trim())) {
      pictures += 1
      return [`src="${escapeHtml(value.trim().replaceAll(/\s/g, ''))}"`]
    }
    const address = webAddress(value)
    if (!address || !/^https?:/i.test(address)) return []
    pictures += 1
    images.add(address)
    return [`data-image="${escapeHtml(address)}"`]
  }

  function close(name: string): void {
    if (empty.has(name) || !open.includes(name)) return
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      out.push(`</${last}>`)
      if (last === name) return
    }
  }
}

/** Entities are read and written anew: what they stand for cannot become a tag. */
const textOf = (text: string): string => escapeHtml(decodeEntities(text))

/** An address of the web or of a mailbox, blanks and controls taken out as a browser does; null for any other. */
function webAddress(value: string): string | null {
  const address = value.replaceAll(/[\s\p{Cc}]+/gu, '')
  const host = /^https?:\/\/(?:[^/?#@]*@)?[\p{L}\p{N}.[\]:-]+(?:[/?#].*)?$/iu
  return address.length <= 4_000 && (host.test(address) || /^(?:mailto|tel):[^<>"]+$/i.test(address)) ? address : null
}
