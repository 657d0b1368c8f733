/** Bodies as Instantly wants them: HTML with `<br/>` for line breaks; a raw one is not shown. */

const someTag = /<(br|p|div|a|ul|ol|table|span|b|i|strong|em)\b[^<>]*>/i
const block = 'p|div|br|ul|ol|li|table|thead|tbody|tr|td|th|h[1-6]|hr|blockquote'
const aroundBlocks = new RegExp(
  `(<\\/?(?:${block})\\b[^<>]*>)[ \\t]*(?:\\r\\n?|\\n)|(?:\\r\\n?|\\n)[ \\t]*(?=<\\/?(?:${block})\\b)`,
  'gi',
)

/** `html` not said: it is HTML where it has tags. Line breaks beside tags that break lines themselves are for the writer. */
export function bodyHtml(body: string, html?: boolean): string {
  if (html === true)
    return body
      .trim()
      .replace(aroundBlocks, '$1')
      .replace(/\r\n?|\n/g, '<br/>')
  const isHtml = html === undefined && someTag.test(body)
  const text = isHtml ? body : body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return text.trim().replace(/\r\n?|\n/g, '<br/>')
}
