/** What readers of HTML mails have in common: how much is read, and what is no text of a mail. */
import { mailLimits } from '../core/reading-limits.ts'

/** Everything inside them is code, style or a document of its own. */
export const notText: ReadonlySet<string> = new Set([
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
 * A mail up to 20,000 tags in a million characters: what comes after is not shown. The parser looks through all open
 * elements at each closing tag, so without a bound its time could grow with the square of the length.
 */
export function readPart(html: string): string {
  const part = html.slice(0, mailLimits.html)
  const tagStart = /<[a-z/!?]/gi
  for (let tags = 0; tags <= mailLimits.tags; tags += 1) if (!tagStart.test(part)) return part
  return part.slice(0, tagStart.lastIndex - 2)
}
