/**
 * A lead as JSON, put together piece by piece: an object for each row, its values looked through again by
 * `JSON.stringify`, would be the dearest part of an import.
 */

/** Takes the pieces of one lead after another. */
export type PayloadSink = {
  begin(): void
  /** A name, or the beginning of an object in it; the comma before it is the sink's business. */
  label(label: PayloadLabel): void
  value(text: string): void
  /** A name and its value, of which it is known that JSON writes it as it stands, as UTF-8. */
  cell(label: PayloadLabel, bytes: Uint8Array, start: number, end: number): void
  /** `nested` where an object in it was begun. */
  end(nested: boolean): void
}

export type PayloadLabel = {
  readonly text: string
  /** With a comma in front. */
  readonly bytes: Uint8Array
  /** The same, four bytes to a number, little end first; behind the last is nothing. */
  readonly words: readonly number[]
  readonly opens: boolean
}

/** Of plain letters: names of fields and variables are. */
export function payloadLabel(text: string): PayloadLabel {
  const bytes = Uint8Array.from(`,${text}`, (character) => character.charCodeAt(0))
  const byte = (at: number) => bytes[at] ?? 0
  const words = Array.from({ length: Math.ceil(bytes.length / 4) }, (_, word) => {
    const at = word * 4
    return byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24)
  })
  return { text, bytes, words, opens: text.endsWith('{') }
}

/** What JSON writes otherwise than it stands; half a pair of surrogates is among it, so both halves are. */
// oxlint-disable-next-line no-control-regex -- those are what is looked for
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/
export const standsAsItIs = (text: string): boolean => !escaped.test(text)
export const asJson = (text: string): string => (standsAsItIs(text) ? `"${text}"` : JSON.stringify(text))

/** A sink that gives a string. */
export function createPayloadText(): PayloadSink & { text(): string } {
  let text = ''
  let first = true
  const put = (label: PayloadLabel) => {
    text += first ? label.text : `,${label.text}`
    first = label.opens
  }
  return {
    begin() {
      text = '{'
      first = true
    },
    label: put,
    value(value) {
      text += asJson(value)
    },
    cell(label, bytes, start, end) {
      put(label)
      const escapes = Array.from(bytes.subarray(start, end), (byte) => `%${byte.toString(16).padStart(2, '0')}`)
      text += `"${decodeURIComponent(escapes.join(''))}"`
    },
    end(nested) {
      text += nested ? '}}' : '}'
    },
    text: () => text,
  }
}
