/** What all parsers of HTML emails share: how much is read, and which elements are not text. */
import { mailLimits } from '../core/reading-limits.ts'

/** Elements whose content is code, style or a separate document. */
export const nonTextElements: ReadonlySet<string> = new Set([
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

/**
 * Returns an email up to 20,000 tags and a million characters; the rest is not shown. The parser searches all open
 * elements at each closing tag, so without a limit its running time could be quadratic.
 */
export function limitHtml(html: string): string {
  const part = html.slice(0, mailLimits.html)
  const tagStart = /<[a-z/!?]/gi
  for (let tags = 0; tags <= mailLimits.tags; tags += 1) if (!tagStart.test(part)) return part
  return part.slice(0, tagStart.lastIndex - 2)
}
