/** HTML whose texts cannot be anything but text. */

/** Markup that was written here, with every text in it escaped. Made by `html` only. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

type Part = Html | string | number | null | false | readonly Part[]

/** Markup with values in it: texts are escaped, markup is taken as it is, `null` and `false` are nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(strings.map((text, at) => text + (at < values.length ? markupOf(values[at] ?? null) : '')).join(''))
}

function markupOf(part: Part): string {
  if (part === null || part === false) return ''
  if (part instanceof Html) return part.markup
  if (typeof part === 'object') return part.map(markupOf).join('')
  return escaped(String(part))
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Signs that draw nothing and can turn the words around them, or end a document. New lines and tabs stay. */
const unseen = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

const escaped = (text: string): string => plainText(text).replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? '')

/** A text without control characters and signs that turn the direction of writing. */
const plainText = (text: string): string =>
  text.toWellFormed().replaceAll(unseen, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))

/** A text as a CSS string: whatever is no letter or figure is written by its number. */
export const cssString = (text: string): string =>
  `"${plainText(text).replaceAll(/[^\p{L}\p{N}]/gu, (sign) => `\\${(sign.codePointAt(0) ?? 32).toString(16)} `)}"`
