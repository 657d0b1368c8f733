/** Decoded text in, a header and rows of one width out: the sniffing, the skipping and the padding of lead files. */
import { otherTextKind } from './detect-bytes.ts'
import { SNIFF_CHARS, sniff } from './sniff.ts'
import { createTokenizer, NoTable, type RowNote, type Tokenizer, UnclosedQuote } from './tokenizer.ts'

/** What was odd about one row. Nothing is ever mended in silence. */
export type RowIssue = 'row_too_short' | 'row_too_long' | RowNote

export type TextReader = {
  push(text: string): void
  end(): void
  /** Known once the first row was told, or the text ended. */
  delimiter(): string
  /** Lines read so far, for messages about what comes next. */
  line(): number
}

export type TextReaderOptions = {
  /** Set where it is known already; null to find out. */
  readonly delimiter: string | null
  /** Told once, before any row. */
  onHeader(header: readonly string[]): void
  /**
   * `rowNumber` counts from 1 after the header, blank lines not counted. Short rows are filled up with empty cells,
   * long ones keep what they have.
   */
  onRow(cells: string[], rowNumber: number, issue: RowIssue | null, line: number): void
  /** Text that is no table (a web page, JSON); told instead of anything else. */
  onOther(looksLike: string): void
}

export function createTextReader(options: TextReaderOptions): TextReader {
  let waiting = ''
  let tokenizer: Tokenizer | null = null
  let delimiter = options.delimiter ?? ','
  let lineOffset = 0
  let width = -1
  let rowNumber = 0
  let other = false

  function take(cells: string[], line: number, note: RowNote | null) {
    if (width < 0) {
      width = cells.length
      options.onHeader(cells)
      return
    }
    rowNumber += 1
    let issue: RowIssue | null = note
    if (cells.length < width) {
      issue = 'row_too_short'
      while (cells.length < width) cells.push('')
    } else if (cells.length > width) {
      issue = 'row_too_long'
    }
    options.onRow(cells, rowNumber, issue, line + lineOffset)
  }

  function begin(whole: boolean) {
    const looksLike = otherTextKind(waiting)
    if (looksLike !== null) {
      other = true
      options.onOther(looksLike)
      return
    }
    // Always the same stretch is looked at, so that it does not matter in what pieces the text came.
    const found = sniff(waiting.slice(0, SNIFF_CHARS), whole && waiting.length <= SNIFF_CHARS)
    delimiter = options.delimiter ?? found.delimiter
    lineOffset = found.skipLines
    tokenizer = createTokenizer({ delimiter, onRow: take })
    const text = waiting.slice(found.skip)
    waiting = ''
    feed(text)
  }

  /** Faults count lines from where the tokenizer began; the file has a `sep=` line before that. */
  function feed(text: string | null) {
    try {
      if (text === null) tokenizer?.end()
      else tokenizer?.push(text)
    } catch (error) {
      if (error instanceof UnclosedQuote) throw new UnclosedQuote(error.line + lineOffset)
      if (error instanceof NoTable) throw new NoTable(error.line + lineOffset)
      throw error
    }
  }

  return {
    push(text) {
      if (other) return
      if (tokenizer) {
        feed(text)
        return
      }
      waiting += text
      if (waiting.length >= SNIFF_CHARS) begin(false)
    },
    end() {
      if (!tokenizer && !other) begin(true)
      feed(null)
    },
    delimiter: () => delimiter,
    line: () => (tokenizer ? tokenizer.line() + lineOffset : 1),
  }
}
