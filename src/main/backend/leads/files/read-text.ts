/** Turns decoded text into a header and rows of one width: detection, skipping and padding for lead files. */

import { otherTextKind } from '#shared/domain/leads/import/detect-bytes.ts'
import { type ByteTexts, type ByteTokenizer, createByteTokenizer, fitsBytes } from './byte-tokenizer.ts'
import type { Layout } from './find-layout.ts'
import { createTableReader, type TableHandler } from './read-table.ts'
import { SNIFF_CHARS, sniff } from './sniff.ts'
import {
  createTokenizer,
  NotATable,
  type Tokenizer,
  type TokenizerOptions,
  type TokenOptions,
  UnclosedQuote,
} from './tokenizer.ts'

export type TextReader = {
  push(text: string): void
  /** Whether the next input may be passed as bytes: from some point on, if the platform's `texts` were given. */
  takesBytes(): boolean
  /** Takes valid UTF-8 without split characters. */
  pushBytes(bytes: Uint8Array): void
  /** Whether all input so far was whole rows, the header has been reported, and the next row is read under it. */
  isBetweenRows(): boolean
  end(): void
  /** Reports the rows read so far, when no more are wanted. */
  stop(): void
  /** Known once the first row has been reported or the text has ended. */
  delimiter(): string
  /** Number of lines read so far, for messages about what comes next. */
  line(): number
}

export type TextReaderOptions = TableHandler & {
  /** Set if it is already known; null to detect it. */
  readonly delimiter: string | null
  /** What else is needed, or not needed, of the rows. */
  readonly tokens?: TokenOptions
  readonly texts?: ByteTexts
  readonly layout?: Layout | null
  /** Called for text that is not a table (a web page, JSON), instead of any other callback. */
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

  function detectTable(whole: boolean) {
    const looksLike = otherTextKind(waiting)
    if (looksLike !== null) {
      other = true
      options.onOther(looksLike)
      return
    }
    // The same stretch is always examined, so that it makes no difference in which pieces the text arrived.
    const found = sniff(waiting.slice(0, SNIFF_CHARS), whole && waiting.length <= SNIFF_CHARS, options.delimiter)
    delimiter = options.delimiter ?? found.delimiter
    lineOffset = found.skipLines
    const onRow: TokenizerOptions['onRow'] =
      lineOffset === 0 ? table.take : (cells, line, note, long) => table.take(cells, line + lineOffset, note, long)
    const given = { ...options.tokens, delimiter, onRow }
    const { texts } = options
    if (texts && fitsBytes(delimiter)) {
      const bytes = createByteTokenizer({ ...given, texts, needsWhole: table.tables.needsWhole })
      byBytes = bytes
      tokenizer = { ...bytes, push: (piece) => bytes.push(texts.toUtf8(piece)) }
    } else tokenizer = createTokenizer(given)
    const text = waiting.slice(found.skip)
    waiting = ''
    withLineOffset(() => tokenizer?.push(text))
  }

  /** Errors count lines from where the tokenizer began, but the file has a `sep=` line before that. */
  function withLineOffset(act: () => void) {
    try {
      act()
    } catch (error) {
      if (error instanceof UnclosedQuote || error instanceof NotATable) table.end()
      if (error instanceof UnclosedQuote) throw new UnclosedQuote(error.line + lineOffset)
      if (error instanceof NotATable) throw new NotATable(error.line + lineOffset)
      throw error
    }
  }

  return {
    push(text) {
      if (other) return
      if (tokenizer) {
        withLineOffset(() => tokenizer?.push(text))
        return
      }
      waiting += text
      if (waiting.length >= SNIFF_CHARS) detectTable(false)
    },
    takesBytes: () => byBytes !== null,
    pushBytes: (bytes) => withLineOffset(() => byBytes?.push(bytes)),
    isBetweenRows: () => table.hasBegun() && !table.tables.hasFound() && byBytes?.isBetweenRows() === true,
    end() {
      if (!tokenizer && !other) detectTable(true)
      withLineOffset(() => tokenizer?.end())
      table.end()
    },
    stop() {
      if (!tokenizer && !other) detectTable(false)
      table.end()
    },
    delimiter: () => delimiter,
    line: () => (tokenizer ? tokenizer.line() + lineOffset : 1),
  }
}
