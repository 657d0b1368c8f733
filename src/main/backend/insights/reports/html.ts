/** Builds HTML in which texts are always escaped. */
import { escapeHtml } from '#shared/domain/core/escape-html.ts'

/** Markup written here, with every text in it escaped. Only created by `html`. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

type Part = Html | string | number | null | false | readonly Part[]

/** Builds markup from values: texts are escaped, markup is inserted unchanged, `null` and `false` are omitted. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(strings.map((text, at) => text + (at < values.length ? toMarkup(values[at] ?? null) : '')).join(''))
}

function toMarkup(part: Part): string {
  if (part === null || part === false) return ''
  if (part instanceof Html) return part.markup
  if (typeof part === 'object') return part.map(toMarkup).join('')
  return escapeText(String(part))
}

/** Invisible characters that can reverse the text around them or end a document. Newlines and tabs are kept. */
const invisible = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

const escapeText = (text: string): string => escapeHtml(plainText(text)).replaceAll("'", '&#39;')

/** Removes control characters and those that change the text direction. */
const plainText = (text: string): string =>
  text.toWellFormed().replaceAll(invisible, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))

/** Returns a text as a CSS string; everything except letters and digits is escaped by code point. */
export const cssString = (text: string): string =>
  `"${plainText(text).replaceAll(/[^\p{L}\p{N}]/gu, (sign) => `\\${(sign.codePointAt(0) ?? 32).toString(16)} `)}"`
