/** Decoded text in, a header and rows of one width out: the sniffing, the skipping and the padding of lead files. */

import { otherTextKind } from '#shared/domain/leads/import/detect-bytes.ts'
import { type ByteTexts, type ByteTokenizer, createByteTokenizer, fitsBytes } from './byte-tokenizer.ts'
import type { Layout } from './find-layout.ts'
import { createTableReader, type TableHandler } from './read-table.ts'
import { SNIFF_CHARS, sniff } from './sniff.ts'
import {
  createTokenizer,
  NoTable,
  type Tokenizer,
  type TokenizerOptions,
  type TokenOptions,
  UnclosedQuote,
} from './tokenizer.ts'

export type TextReader = {
  push(text: string): void
  /** Whether what comes next may be told as bytes: from some point on, where the platform's `texts` were given. */
  takesBytes(): boolean
  /** Sound UTF-8, no character cut in two. */
  pushBytes(bytes: Uint8Array): void
  /** Whether all that came so far are whole rows, and the header is told. */
  isBetweenRows(): boolean
  end(): void
  /** Tells the rows read so far, where no more are wanted. */
  stop(): void
  /** Known once the first row was told, or the text ended. */
  delimiter(): string
  /** Lines read so far, for messages about what comes next. */
  line(): number
}

export type TextReaderOptions = TableHandler & {
  /** Set where it is known already; null to find out. */
  readonly delimiter: string | null
  /** What more is wanted, or not wanted, of the rows. */
  readonly tokens?: TokenOptions
  readonly texts?: ByteTexts
  readonly layout?: Layout | null
  /** Text that is no table (a web page, JSON); told instead of anything else. */
  onOther(looksLike: string): void
}

export function createTextReader(options: TextReaderOptions): TextReader {
  let waiting = ''
  let tokenizer: Tokenizer | null = null
  let byBytes: ByteTokenizer | null = null
  let delimiter = options.delimiter ?? ','
  let lineOffset = 0
  let other = false
  const table = createTableReader({ layout: options.layout ?? null, isSheet: false }, options)

  function begin(whole: boolean) {
    const looksLike = otherTextKind(waiting)
    if (looksLike !== null) {
      other = true
      options.onOther(looksLike)
      return
    }
    // Always the same stretch is looked at, so that it does not matter in what pieces the text came.
    const found = sniff(waiting.slice(0, SNIFF_CHARS), whole && waiting.length <= SNIFF_CHARS, options.delimiter)
    delimiter = options.delimiter ?? found.delimiter
    lineOffset = found.skipLines
    const onRow: TokenizerOptions['onRow'] =
      lineOffset === 0 ? table.take : (cells, line, note, long) => table.take(cells, line + lineOffset, note, long)
    const given = { ...options.tokens, delimiter, onRow }
    const { texts } = options
    if (texts && fitsBytes(delimiter)) {
      const bytes = createByteTokenizer({ ...given, texts })
      byBytes = bytes
      tokenizer = { ...bytes, push: (piece) => bytes.push(texts.toUtf8(piece)) }
    } else tokenizer = createTokenizer(given)
    const text = waiting.slice(found.skip)
    waiting = ''
    feed(() => tokenizer?.push(text))
  }

  /** Faults count lines from where the tokenizer began; the file has a `sep=` line before that. */
  function feed(act: () => void) {
    try {
      act()
    } catch (error) {
      if (error instanceof UnclosedQuote || error instanceof NoTable) table.end()
      if (error instanceof UnclosedQuote) throw new UnclosedQuote(error.line + lineOffset)
      if (error instanceof NoTable) throw new NoTable(error.line + lineOffset)
      throw error
    }
  }

  return {
    push(text) {
      if (other) return
      if (tokenizer) {
        feed(() => tokenizer?.push(text))
        return
      }
      waiting += text
      if (waiting.length >= SNIFF_CHARS) begin(false)
    },
    takesBytes: () => byBytes !== null,
    pushBytes: (bytes) => feed(() => byBytes?.push(bytes)),
    isBetweenRows: () => table.hasBegun() && byBytes?.isBetweenRows() === true,
    end() {
      if (!tokenizer && !other) begin(true)
      feed(() => tokenizer?.end())
      table.end()
    },
    stop() {
      if (!tokenizer && !other) begin(false)
      table.end()
    },
    delimiter: () => delimiter,
    line: () => (tokenizer ? tokenizer.line() + lineOffset : 1),
  }
}
