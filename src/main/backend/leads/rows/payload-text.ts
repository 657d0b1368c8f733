/**
 * Writes a lead as JSON piece by piece: creating an object for each row, whose values `JSON.stringify` scans again,
 * would be the most expensive part of an import.
 */

/** Receives the pieces of one lead after another. */
export type PayloadSink = {
  begin(): void
  /** Writes a name, or the beginning of an object in it; the sink adds the comma before it. */
  label(label: PayloadLabel): void
  value(text: string): void
  /** Writes a name and its value, which is UTF-8 known to need no escaping in JSON. */
  cell(label: PayloadLabel, bytes: Uint8Array, start: number, end: number): void
  /** `nested`: whether an object was begun in it. */
  end(nested: boolean): void
}

export type PayloadLabel = {
  readonly text: string
  /** With a leading comma. */
  readonly bytes: Uint8Array
  /** The same with four bytes per number, little-endian, padded with zeros. */
  readonly words: readonly number[]
  readonly opens: boolean
}

/** Creates the label of plain letters; names of fields and variables consist of these. */
export function payloadLabel(text: string): PayloadLabel {
  const bytes = Uint8Array.from(`,${text}`, (character) => character.charCodeAt(0))
  const byte = (at: number) => bytes[at] ?? 0
  const words = Array.from({ length: Math.ceil(bytes.length / 4) }, (_, word) => {
    const at = word * 4
    return byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24)
  })
  return { text, bytes, words, opens: text.endsWith('{') }
}

/** Characters that JSON escapes; these include lone surrogates, so both halves of a pair are matched. */
// oxlint-disable-next-line no-control-regex -- those are what is looked for
const needsEscaping = /["\\\u0000-\u001f\ud800-\udfff]/
export const isPlainJsonText = (text: string): boolean => !needsEscaping.test(text)
export const toJsonString = (text: string): string => (isPlainJsonText(text) ? `"${text}"` : JSON.stringify(text))

/** Creates a sink that produces a string. */
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
      text += toJsonString(value)
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
