/** Converts bodies to the HTML Instantly needs, with `<br/>` for line breaks; raw line breaks are not shown. */

import { hasTags } from '#shared/domain/campaigns/copy/read-copy.ts'
import { escapeTags } from '#shared/domain/core/escape-html.ts'

const block = 'p|div|br|ul|ol|li|table|thead|tbody|tr|td|th|h[1-6]|hr|blockquote'
const aroundBlocks = new RegExp(
  `(<\\/?(?:${block})\\b[^<>]*>)[ \\t]*(?:\\r\\n?|\\n)|(?:\\r\\n?|\\n)[ \\t]*(?=<\\/?(?:${block})\\b)`,
  'gi',
)

/**
 * Converts a body; without `html`, it counts as HTML if it contains tags. Line breaks next to block tags only serve the
 * writer and are dropped.
 */
export function bodyHtml(body: string, html?: boolean): string {
  if (html === true)
    return body
      .trim()
      .replace(aroundBlocks, '$1')
      .replace(/\r\n?|\n/g, '<br/>')
  const isHtml = html === undefined && hasTags(body)
  const text = isHtml ? body : escapeTags(body)
  return text.trim().replace(/\r\n?|\n/g, '<br/>')
}
